namespace Gdpr.Standalone.Demo.Company;

/// <summary>Common French names, streets and towns, put together by chance: any likeness is an accident.</summary>
internal static class Names
{
    public static readonly string[] Given =
    [
        "Adèle", "Agathe", "Alban", "Alice", "Amandine", "Anaïs", "Antoine", "Arthur", "Aurélie", "Baptiste", "Benoît", "Camille", "Cécile",
        "Célia", "Chloé", "Clément", "Coralie", "Damien", "Élise", "Éloïse", "Émile", "Étienne", "Fabien", "Florian", "François", "Gaëlle",
        "Gaspard", "Geneviève", "Hélène", "Hugo", "Inès", "Jérôme", "Jules", "Juliette", "Karim", "Laëtitia", "Léa", "Léo", "Loïc", "Louise",
        "Lucie", "Maëlys", "Manon", "Margaux", "Mathieu", "Maud", "Mélanie", "Mickaël", "Nadia", "Noémie", "Océane", "Olivier", "Pauline",
        "Quentin", "Rachid", "Raphaël", "Romane", "Sabrina", "Samuel", "Solène", "Sophie", "Théo", "Valérie", "Victor", "Yasmine", "Zoé",
    ];

    public static readonly string[] Family =
    [
        "Aubert", "Barbier", "Benali", "Bernard", "Besson", "Blanchard", "Bouchet", "Boyer", "Brun", "Caron", "Charpentier", "Chevalier",
        "Colin", "Da Silva", "David", "Delmas", "Dubois", "Dufour", "Dumas", "Durand", "Fabre", "Faure", "Fournier", "Gaillard", "Garnier",
        "Gauthier", "Gérard", "Girard", "Guérin", "Guillaume", "Haddad", "Henry", "Jacquet", "Joly", "Lacroix", "Lambert", "Laurent", "Lefèvre",
        "Legrand", "Lemaître", "Leroux", "Lévêque", "Lopez", "Marchand", "Martin", "Mercier", "Meunier", "Michaud", "Moreau", "Morel", "Nguyen",
        "Noël", "Ollivier", "Perrin", "Petit", "Pichon", "Prévost", "Renault", "Rey", "Rivière", "Robert", "Roussel", "Roux", "Sanchez", "Thévenet",
        "Vasseur", "Vidal", "Weber",
    ];

    public static readonly string[] Streets =
    [
        "rue des Lilas", "avenue de la Gare", "rue du Moulin", "place de l'Église", "chemin des Vignes", "rue Pasteur", "boulevard Victor-Hugo",
        "impasse des Acacias", "rue de la Forêt", "allée des Tilleuls", "quai du Port", "rue Saint-Michel",
    ];

    public static readonly (string PostalCode, string City)[] Towns =
    [
        ("29200", "Brest"), ("67000", "Strasbourg"), ("31000", "Toulouse"), ("59000", "Lille"), ("33000", "Bordeaux"), ("44000", "Nantes"),
        ("69003", "Lyon"), ("13006", "Marseille"), ("35000", "Rennes"), ("38000", "Grenoble"), ("21000", "Dijon"), ("63000", "Clermont-Ferrand"),
        ("97400", "Saint-Denis"), ("57000", "Metz"), ("76600", "Le Havre"),
    ];

    public static readonly string[] Notes =
    [
        "A demandé un devis pour une table en chêne ; préfère être appelée le matin.",
        "Client fidèle depuis l'ouverture du magasin.",
        "Livraison au gardien ; \"sonner deux fois\".",
        "A signalé un colis abîmé, remplacé sans frais.",
    ];
}

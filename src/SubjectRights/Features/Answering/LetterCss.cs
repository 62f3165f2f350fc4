namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>Enough contrast and size to be read, and on paper the recipient where a French window envelope shows it.</summary>
internal static class LetterCss
{
    public const string Text =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}"
        + "address{font-style:normal}.to:empty{display:none}.date{text-align:right}h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:1.6rem}"
        + "table{border-collapse:collapse;width:100%;margin:.8rem 0}caption{text-align:left;font-weight:600;padding:.3rem 0}"
        + "th,td{border:1px solid #767676;padding:.4rem .6rem;text-align:left;vertical-align:top}tbody th{font-weight:400}"
        + "a{color:#0b4f9e}footer{margin-top:2rem;border-top:1px solid #767676}"
        + "@page{size:A4;margin:20mm}"
        + "@media print{body{margin:0;padding:0;max-width:none;font-size:11pt}header{min-height:50mm}.from{width:80mm}"
        + ".to{position:absolute;left:90mm;top:25mm;width:80mm}h1{font-size:13pt}h2{font-size:12pt;break-after:avoid}"
        + "tr,li{break-inside:avoid}thead{display:table-header-group}a{color:inherit;text-decoration:none}}";
}

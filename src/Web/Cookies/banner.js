// Wires Orejime to the suite: what is chosen is written down as proof, remembered for as long as the law lets it be, and
// can be changed at any time by the button that stays. Before a choice nothing leaves the page.
(function (banner) {
  'use strict';
  const script = document.currentScript;
  const home = new URL('.', script.src);
  const choices = new URL('choices', home);
  const cookie = 'gdpr-cookies', proof = 'gdpr-choice';

  const endOf = at => {
    const start = new Date(at), end = new Date(at);
    end.setMonth(end.getMonth() + banner.rememberedMonths);
    if (end.getDate() !== start.getDate()) end.setDate(0); // the 31st of May ends on the 30th of November
    return end;
  };
  const days = () => (endOf(Date.now()) - Date.now()) / 864e5;
  const where = (banner.cookieDomain ? '; domain=' + banner.cookieDomain : '') + '; path=/; samesite=lax';
  const number = id => {
    document.cookie = proof + '=' + (id ? banner.code + '.' + id : '') + '; max-age=' + (id ? Math.round(days() * 86400) : 0) + where;
  };
  const read = name => document.cookie.split('; ').filter(c => c.startsWith(name + '=')).map(c => decodeURIComponent(c.slice(name.length + 1)))[0];
  const remembered = text => {
    try {
      const said = JSON.parse(text);
      return said.b === banner.code && said.v === banner.version && endOf(said.at) > new Date() ? said : null;
    } catch {
      return null;
    }
  };

  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL('../banner.css', home).href;
  document.head.append(link);

  let told = false; // what the server itself told us is not told to it again
  const asked = banner.purposes.filter(p => !p.exemption).map(p => p.code);
  const record = async all => {
    const those = yes => asked.filter(p => Boolean(all[p]) === yes).join(',');
    if (!those(true)) number(null);
    try {
      const answer = await fetch(choices, {
        method: 'POST', keepalive: true, credentials: 'omit', referrerPolicy: 'origin',
        body: new URLSearchParams({ version: banner.version, language: banner.language, accepted: those(true), refused: those(false) }),
      });
      number(answer.ok ? (await answer.json()).choiceId : null);
    } catch {
      number(null); // the choice holds on this device; its proof did not arrive
    }
  };

  document.addEventListener('orejime.loaded', e => {
    const orejime = e.detail;
    orejime.manager.on('update', (_, all) => { if (!told) record(all); });
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'gdpr-cookies';
    button.textContent = banner.words.open;
    button.addEventListener('click', () => orejime.prompt());
    document.body.append(button);
    window.gdprCookies = {
      open: () => orejime.prompt(),
      // For the site's server at a sign-in: what this device has chosen.
      choice: () => {
        const said = remembered(read(cookie) || '');
        const id = (read(proof) || '').split('.')[1];
        return said && { banner: banner.code, choiceId: id || null, refusedAt: said.none ? said.at : null };
      },
      // What the server answered to it: each purpose true, false, or null where it has to be asked.
      apply: standing => {
        told = true;
        for (const { purpose, accepted } of standing) {
          if (accepted !== null && asked.includes(purpose)) orejime.manager.setConsent(purpose, accepted);
        }
        told = false;
      },
    };
  });

  window.orejimeConfig = {
    privacyPolicyUrl: banner.privacyUrl,
    cookie: {
      name: cookie, duration: days(), sameSite: 'lax', domain: banner.cookieDomain || undefined,
      stringify: contents => JSON.stringify({ b: banner.code, v: banner.version, at: new Date().toISOString(), none: !asked.some(p => contents[p]), c: contents }),
      parse: text => remembered(text)?.c || {},
    },
    purposes: banner.purposes.map(p => ({
      id: p.code, title: p.name, description: p.description, cookies: p.trackers, isExempt: Boolean(p.exemption), isMandatory: p.exemption === 'strictlyNecessary',
    })),
  };
})

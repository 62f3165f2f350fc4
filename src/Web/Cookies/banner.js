// Wires Orejime to the suite: what is chosen is written down as proof, remembered for as long as the law lets it be, and
// can be changed at any time by the button that stays. Before a choice nothing leaves the page.
(function (banner) {
  'use strict';
  const home = new URL('.', document.currentScript.src);
  const cookie = 'gdpr-cookies-' + banner.code, unsent = cookie + '-unsent';
  const asked = banner.purposes.filter(p => !p.exemption);

  const endOf = at => {
    const start = new Date(at), end = new Date(at);
    end.setMonth(end.getMonth() + banner.rememberedMonths);
    if (end.getDate() !== start.getDate()) end.setDate(0); // the 31st of May ends on the 30th of November
    return end;
  };
  const read = () => document.cookie.split('; ').filter(c => c.startsWith(cookie + '=')).map(c => decodeURIComponent(c.slice(cookie.length + 1)))[0] || '';
  const remembered = text => {
    try {
      const said = JSON.parse(text);
      return said.v === banner.version && endOf(said.at) > new Date() ? said : null;
    } catch {
      return null;
    }
  };

  // Whoever refuses everything is not numbered; the number of an acceptance is the page's own, so that the cookie never
  // waits for an answer.
  const write = contents => {
    const none = !asked.some(p => contents[p.code]);
    return JSON.stringify({ v: banner.version, at: new Date().toISOString(), id: none ? null : crypto.randomUUID(), none, c: contents });
  };

  // A proof that could not be sent is sent again by the next page: the number makes it one.
  const send = async said => {
    const those = yes => asked.map(p => p.code).filter(code => Boolean(said.c[code]) === yes).join(',');
    const body = new URLSearchParams({ version: said.v, language: banner.language, choiceId: said.id || '', accepted: those(true), refused: those(false) });
    try {
      localStorage.setItem(unsent, '1');
      const answer = await fetch(new URL('choices', home), { method: 'POST', keepalive: true, credentials: 'omit', referrerPolicy: 'origin', body });
      if (answer.status < 500 && answer.status !== 429) localStorage.removeItem(unsent);
    } catch { /* later */ }
  };

  // Orejime deletes cookies of a domain only; most trackers set theirs for the host alone.
  const expire = all => asked.filter(p => !all[p.code]).flatMap(p => p.trackers).forEach(name => {
    const pattern = name.length > 2 && name.startsWith('/') && name.endsWith('/') ? new RegExp(name.slice(1, -1)) : null;
    document.cookie.split('; ').map(c => c.split('=')[0]).filter(c => pattern ? pattern.test(c) : c === name).forEach(c => { document.cookie = c + '=; max-age=0; path=/'; });
  });

  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL('../banner.css', home).href;
  document.head.append(link);

  let told = false; // what the server says of a person is in effect on this page, and changes nothing that the device remembers
  document.addEventListener('orejime.loaded', e => {
    const orejime = e.detail;
    orejime.manager.on('update', (_, all) => {
      expire(all);
      if (!told) send(remembered(read()));
    });
    const before = remembered(read());
    if (before && localStorage.getItem(unsent)) send(before);
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'gdpr-cookies';
    button.textContent = banner.words.open;
    button.addEventListener('click', () => orejime.prompt());
    document.body.append(button);
    window.gdprCookies = {
      open: () => orejime.prompt(),
      // For the site's server, at a sign-in and after a choice made since: what this device has chosen.
      choice: () => {
        const said = remembered(read());
        return said && { banner: banner.code, version: said.v, choiceId: said.id, refusedAt: said.none ? said.at : null };
      },
      // What the server answered: each purpose true, false, or null where the device's own choice stands.
      apply: standing => {
        const known = Object.fromEntries(standing.filter(s => s.accepted !== null && asked.some(p => p.code === s.purpose)).map(s => [s.purpose, s.accepted]));
        told = true;
        orejime.manager.setConsents(known);
        told = false;
      },
    };
  });

  window.orejimeConfig = {
    privacyPolicyUrl: banner.privacyUrl,
    translations: { banner: { description: banner.words.banner } },
    cookie: {
      name: cookie, duration: (endOf(Date.now()) - Date.now()) / 864e5, sameSite: 'lax', domain: banner.cookieDomain || undefined,
      stringify: contents => told ? read() : write(contents),
      parse: text => remembered(text)?.c || {},
    },
    purposes: banner.purposes.map(p => ({
      id: p.code, title: p.name, description: p.description, cookies: p.trackers, isExempt: Boolean(p.exemption), isMandatory: p.exemption === 'strictlyNecessary',
    })),
  };
})

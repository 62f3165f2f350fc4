// Shows the forms of passkeys where the browser has them, and asks it for one when such a form is sent.
(() => {
  const able = window.PublicKeyCredential
    && PublicKeyCredential.parseCreationOptionsFromJSON
    && PublicKeyCredential.parseRequestOptionsFromJSON;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!able) {
      continue;
    }
    form.hidden = false;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      const button = form.querySelector("button");
      if (button.disabled) {
        return;
      }
      button.disabled = true;
      const wrong = form.querySelector("[role=alert]");
      wrong.hidden = true;
      try {
        const token = form.elements["__RequestVerificationToken"].value;
        const answer = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams({ __RequestVerificationToken: token }) });
        if (!answer.ok) {
          throw new Error("expired");
        }
        const options = await answer.json();
        const credential = form.dataset.passkey === "make"
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
        form.elements["credential"].value = JSON.stringify(credential.toJSON());
        form.submit();
      } catch {
        wrong.hidden = false;
        button.disabled = false;
      }
    });
  }
})();

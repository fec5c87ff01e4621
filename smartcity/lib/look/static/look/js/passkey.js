/** Passkeys: signing in with one, making one. Nothing is shown where the browser cannot: they need a name of a host, and https. */
const named = !/^[\d.]+$|:/.test(location.hostname.replace(/^\[|\]$/g, "")) && window.PublicKeyCredential;
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const listed = (keys) => (keys ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

/** As the server reads it: every buffer in base64url. */
function told(credential) {
  const { response } = credential, parts = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) if (response[part]) parts[part] = text(response[part]);
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: parts, clientExtensionResults: credential.getClientExtensionResults() });
}

/** What the server asks, in the browser's words. */
async function asked(url) {
  const { publicKey } = await (await fetch(url, { headers: { Accept: "application/json" } })).json();
  return { ...publicKey, challenge: bytes(publicKey.challenge), ...(publicKey.user && { user: { ...publicKey.user, id: bytes(publicKey.user.id) } }),
    excludeCredentials: listed(publicKey.excludeCredentials), allowCredentials: listed(publicKey.allowCredentials) };
}

function say(box, words) {
  const line = box.querySelector("[role=alert]");
  line.textContent = words;
  line.hidden = !words;
}

const entrance = document.querySelector("#passkey");
if (entrance && named) {
  entrance.hidden = false;
  entrance.querySelector("button").addEventListener("click", async () => {
    say(entrance, "");
    try {
      const credential = told(await navigator.credentials.get({ publicKey: await asked(entrance.dataset.url) }));
      const body = new URLSearchParams({ credential, next: entrance.dataset.next });
      const csrf = document.querySelector("[name=csrfmiddlewaretoken]").value;
      const answer = await fetch(entrance.dataset.url, { method: "POST", body, headers: { "X-CSRFToken": csrf } });
      const said = await answer.json();
      if (answer.ok) location.assign(said.next);
      else say(entrance, said.detail);
    } catch { say(entrance, entrance.dataset.failed); } // the person turned away, or the phone has none
  });
}

const fresh = document.querySelector("#new-passkey");
if (fresh && named) {
  fresh.hidden = false;
  document.querySelector("#no-passkey").hidden = true;
  fresh.addEventListener("submit", async (event) => {
    event.preventDefault();
    say(fresh, "");
    try {
      fresh.credential.value = told(await navigator.credentials.create({ publicKey: await asked(fresh.action) }));
      fresh.submit();
    } catch { say(fresh, fresh.dataset.failed); }
  });
}

// Shows what needs passkeys where the browser has them, and says in words when one did not work.
if (window.PublicKeyCredential) document.querySelectorAll("[data-passkey]").forEach((part) => { part.hidden = false; });
document.querySelectorAll("[data-no-passkey]").forEach((part) => { part.hidden = Boolean(window.PublicKeyCredential); });
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelectorAll("[data-passkey-trouble]").forEach((part) => { part.hidden = false; });
});

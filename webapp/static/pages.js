// Extras only: every page does its work without this file. ES5, for old webviews.
(function () {
  "use strict";
  var offline = document.getElementById("offline");
  var updated = document.getElementById("updated");

  function showNetwork() {
    if (navigator.onLine === false) {
      offline.textContent = "没有网络" + (updated ? "，下面是 " + updated.textContent + " 的内容" : "");
      offline.hidden = false;
    } else {
      offline.hidden = true;
    }
  }

  function sendOnce(form) {
    form.addEventListener("submit", function (event) {
      if (form.getAttribute("data-sent")) {
        event.preventDefault();
      }
      form.setAttribute("data-sent", "1");
    });
  }

  function countDown(button) {
    var words = button.textContent;
    var left = Number(button.getAttribute("data-wait"));
    function tick() {
      button.disabled = left > 0;
      button.textContent = left > 0 ? words + "（" + left + " 秒后）" : words;
      left -= 1;
      if (left >= 0) {
        setTimeout(tick, 1000);
      }
    }
    tick();
  }

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  window.addEventListener("online", showNetwork);
  window.addEventListener("offline", showNetwork);
  // A page that comes back from the browser's memory may be sent again.
  window.addEventListener("pageshow", function () {
    each("form[data-sent]", function (form) { form.removeAttribute("data-sent"); });
  });
  showNetwork();
  each("form[data-once]", sendOnce);
  each("button[data-wait]", countDown);
  if ("serviceWorker" in navigator && (document.getElementById("phone") || document.getElementById("unsent"))) {
    navigator.serviceWorker.register("/service-worker.js");
  }
})();

// Inside DingTalk its app says who somebody is, so nobody has to sign in by hand. ES5, for old webviews.
(function () {
  "use strict";
  var PATIENT_MS = 8000;
  var form = document.getElementById("dingtalk-code");
  var link = document.getElementById("with-dingtalk");
  var says = document.getElementById("dingtalk-says");
  var failed = false;

  function say(words) {
    says.textContent = words;
    says.hidden = false;
  }

  function fail() {
    if (!form.elements.code.value) {
      failed = true;
      say("钉钉没有自动登录，请点“用钉钉登录”。");
    }
  }

  function bring(answer) {
    if (failed || !answer || !answer.code) { return fail(); }
    form.elements.code.value = answer.code;
    form.submit();
  }

  function ask() {
    say("正在用钉钉登录…");
    setTimeout(fail, PATIENT_MS);
    try {
      window.DingTalkSignIn({ corpId: form.getAttribute("data-corp") }).then(bring, fail);
    } catch (error) {
      fail();
    }
  }

  // Once the app has not answered, the link does what it does everywhere else.
  link.addEventListener("click", function (event) {
    if (!failed) {
      event.preventDefault();
      ask();
    }
  });
  if (form.hasAttribute("data-at-once")) { ask(); }
})();

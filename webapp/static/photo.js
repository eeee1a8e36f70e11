// Extras for the forms of one photo: it is made smaller on the phone, sent at once, and sent again after a
// dropped network with the same key, so that it arrives once. ES5, for old webviews.
(function () {
  "use strict";
  var LONGEST = 1600, QUALITY = 0.75, SMALL = 400 * 1024, TRIES = 5;
  // Where the browser does not turn a photo by itself, a smaller copy would lie on its side.
  var turns = window.CSS && CSS.supports && CSS.supports("image-orientation", "from-image");

  function shrink(file, then) {
    if (!turns || !/^image\//.test(file.type) || file.size <= SMALL || !window.FileReader) { then(file); return; }
    // Read as data: the pages allow no other address of a picture than their own and that.
    var image = new Image(), reader = new FileReader();
    image.onerror = reader.onerror = function () { then(file); };
    image.onload = function () {
      var scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(image.naturalWidth * scale);
      canvas.height = Math.round(image.naturalHeight * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      if (!canvas.toBlob) { then(file); return; }
      canvas.toBlob(function (blob) { then(blob && blob.size < file.size ? blob : file); }, "image/jpeg", QUALITY);
    };
    reader.onload = function () { image.src = reader.result; };
    reader.readAsDataURL(file);
  }

  function answerOf(request) {
    try { return JSON.parse(request.responseText); } catch (error) { return {}; }
  }

  function prepare(form) {
    var input = form.querySelector("input[type=file]");
    var button = form.querySelector("button");
    var said = form.querySelector(".progress");
    var waiting = null, tries = 0;

    function say(words, tone) {
      said.textContent = words;
      said.className = "progress " + (tone || "");
    }

    function fail(words) {
      say(words, "bad");
      button.hidden = false;
      button.disabled = false;
      button.textContent = "再试一次";
    }

    function send(photo) {
      var request = new XMLHttpRequest(), fields = new FormData();
      fields.append("csrf_token", form.elements.csrf_token.value);
      fields.append("client_key", form.elements.client_key.value);
      fields.append("photo", photo, photo.name || "photo.jpg");
      request.open("POST", form.action);
      request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
      request.timeout = 120000;
      request.upload.onprogress = function (event) {
        if (event.lengthComputable) { say("正在上传 " + Math.round(100 * event.loaded / event.total) + "%"); }
      };
      request.onload = function () {
        var answer = answerOf(request);
        waiting = null;
        if (request.status === 200 && answer.next) {
          say("✓ 已收到", "good");
          location.hash = answer.next.split("#")[1] || "";
          location.reload();
        } else {
          fail(answer.error || "没有成功，请刷新页面后再试。");
        }
      };
      request.onerror = request.ontimeout = function () {
        waiting = photo;
        fail("网络断了，照片还在。有网后会自动再传，也可以点“再试一次”。");
        tries += 1;
        if (tries < TRIES && navigator.onLine !== false) { setTimeout(again, 2000 * tries); }
      };
      button.disabled = true;
      say("正在上传…");
      request.send(fields);
    }

    function again() {
      if (waiting) {
        var photo = waiting;
        waiting = null;
        send(photo);
      }
    }

    function start() {
      var file = input.files && input.files[0];
      if (!file) { return; }
      tries = 0;
      waiting = null;
      button.hidden = true;
      say("正在处理照片…");
      shrink(file, send);
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (waiting) { again(); } else { start(); }
    });
    input.addEventListener("change", start);
    window.addEventListener("online", again);
  }

  if (!window.FormData || !window.XMLHttpRequest || !("files" in document.createElement("input"))) { return; }
  Array.prototype.forEach.call(document.querySelectorAll("form[data-photo]"), prepare);
})();

// Large files go part by part (tus 1.0) and on where the line broke; the form then names them. Extras only: without
// this file, and with small ones, the form sends them whole.
(function () {
  "use strict";
  var form = document.querySelector("form[data-resume]");
  if (!form || !window.FormData || !window.Blob || !Blob.prototype.slice) { return; }
  var PART = 1048576, LONGEST_PAUSE = 30, STALLED = 180000;
  var field = form.querySelector("input[type=file]"), told = form.querySelector("[data-told]");
  var bar = form.querySelector("progress"), button = form.querySelector("button");
  var token = form.querySelector("input[name=csrf_token]").value, begin = form.getAttribute("data-resume");
  var files = [], sent = 0, total = 0, failures = 0, waiting = 0, again = null, known = {};

  function mark(file) { return file.name.slice(-60) + "|" + file.size + "|" + file.lastModified; }

  Array.prototype.forEach.call(document.querySelectorAll("[data-unfinished]"), function (line) {
    known[line.getAttribute("data-unfinished")] = line.getAttribute("data-address");
  });

  form.addEventListener("submit", function (event) {
    files = Array.prototype.slice.call(field.files);
    total = files.reduce(function (sum, file) { return sum + file.size; }, 0);
    if (total <= PART) { return; }
    event.preventDefault();
    if (button.disabled) { return; }
    button.disabled = true;
    bar.hidden = false;
    sent = failures = 0;
    next(0);
  });

  window.addEventListener("online", function () { if (again) { goOn(); } });
  window.addEventListener("pageshow", function () { field.disabled = false; forget(); });

  function forget() {
    Array.prototype.forEach.call(form.querySelectorAll("input[name=parts]"), function (each) { form.removeChild(each); });
  }

  function next(at) {
    if (at === files.length) {
      // What came part by part is not sent once more.
      field.disabled = true;
      told.textContent = "已传完，正在检查…";
      form.submit();
      return;
    }
    var file = files[at];
    find(file, function (address, offset) {
      send(file, address, offset, function () {
        var named = document.createElement("input");
        named.type = "hidden";
        named.name = "parts";
        named.value = address.split("/").pop();
        form.appendChild(named);
        sent += file.size;
        next(at + 1);
      });
    });
  }

  function find(file, then) {
    var address = known[mark(file)];
    if (!address) { create(file, then); return; }
    ask("HEAD", address, {}, null, function (answer) {
      if (answer.status === 200) {
        then(address, Number(answer.getResponseHeader("Upload-Offset")));
      } else {
        known[mark(file)] = "";
        find(file, then);
      }
    });
  }

  function create(file, then) {
    var words = { "Upload-Length": String(file.size) };
    words["Upload-Metadata"] = "filename " + packed(file.name) + ",changed " + packed(String(file.lastModified));
    ask("POST", begin, words, null, function (answer) {
      if (answer.status !== 201) { stop(answer); return; }
      known[mark(file)] = answer.getResponseHeader("Location");
      then(known[mark(file)], 0);
    });
  }

  function send(file, address, offset, then) {
    show(sent + offset);
    if (offset >= file.size) { then(); return; }
    var words = { "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
    ask("PATCH", address, words, file.slice(offset, offset + PART), function (answer) {
      if (answer.status === 204) {
        send(file, address, Number(answer.getResponseHeader("Upload-Offset")), then);
      } else if (answer.status === 409 || answer.status === 404 || answer.status === 410) {
        // Somebody's other page went on with it, or it is over: the server says how far it is.
        find(file, function (place, at) { send(file, place, at, then); });
      } else {
        stop(answer);
      }
    });
  }

  function ask(method, address, words, body, then) {
    var asking = new XMLHttpRequest(), name;
    asking.open(method, address);
    asking.timeout = STALLED;
    asking.setRequestHeader("Tus-Resumable", "1.0.0");
    asking.setRequestHeader("X-CSRFToken", token);
    for (name in words) { asking.setRequestHeader(name, words[name]); }
    asking.onload = function () {
      if (asking.status >= 500) { later(); return; }
      failures = 0;
      then(asking);
    };
    asking.onerror = asking.ontimeout = later;
    asking.send(body);

    function later() {
      failures += 1;
      var pause = Math.min(Math.pow(2, failures - 1), LONGEST_PAUSE);
      told.textContent = "连接断了，已传的都在；" + pause + " 秒后自动接着传。";
      again = function () {
        // A part whose answer was lost may have arrived.
        if (method !== "PATCH") { ask(method, address, words, body, then); return; }
        ask("HEAD", address, {}, null, function (answer) {
          var isAsBefore = answer.getResponseHeader("Upload-Offset") === words["Upload-Offset"];
          if (answer.status === 200 && isAsBefore) { ask(method, address, words, body, then); return; }
          then({ status: 409 });
        });
      };
      waiting = setTimeout(goOn, pause * 1000);
    }
  }

  function goOn() {
    var act = again;
    clearTimeout(waiting);
    again = null;
    act();
  }

  function stop(answer) {
    var why = "上传没有成功，请刷新页面、重新登录后再选一次文件；已传的部分保留一天。";
    try { why = JSON.parse(answer.responseText).error || why; } catch (error) { /* No words of ours. */ }
    told.textContent = why;
    button.disabled = false;
    forget();
    form.removeAttribute("data-sent");
  }

  function show(bytes) {
    bar.max = total;
    bar.value = bytes;
    told.textContent = "已传 " + mb(bytes) + " / " + mb(total) + " MB，断了会自动接着传，不要关闭页面。";
  }

  function mb(bytes) { return (bytes / PART).toFixed(1); }

  function packed(text) { return btoa(unescape(encodeURIComponent(text))); }
}());

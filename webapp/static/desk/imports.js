// Dropping files, and how far their upload is. Extras only: the form does its work without this file.
(function () {
  "use strict";
  var form = document.querySelector("form[data-drop]");
  if (!form || !window.FormData) { return; }
  var field = form.querySelector("input[type=file]");
  var zone = form.querySelector(".zone");
  var told = form.querySelector("[data-told]");
  var most = Number(form.getAttribute("data-most")) * 1024 * 1024;

  function total() {
    return Array.prototype.reduce.call(field.files, function (sum, file) { return sum + file.size; }, 0);
  }

  function tell() {
    var bytes = total();
    var size = (bytes / 1024 / 1024).toFixed(1) + " MB";
    var names = Array.prototype.map.call(field.files, function (file) { return file.name; });
    var isTooMuch = bytes > most;
    told.textContent = isTooMuch ? "合计 " + size + "，超过上限，请分几次上传。" : names.join("、") + "，合计 " + size;
    form.querySelector("button").disabled = isTooMuch;
  }

  function stop(event) { event.preventDefault(); }

  zone.addEventListener("dragover", stop);
  zone.addEventListener("drop", function (event) {
    stop(event);
    if (event.dataTransfer && event.dataTransfer.files.length) {
      field.files = event.dataTransfer.files;
      tell();
    }
  });
  field.addEventListener("change", tell);
}());

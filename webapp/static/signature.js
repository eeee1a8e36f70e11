/* A pad to sign on: without this script the photo alone is asked for. */
(function () {
  "use strict";
  var place = document.querySelector("[data-signature]");
  if (!place || !window.HTMLCanvasElement) { return; }
  var form = place.closest("form"), pad = document.createElement("canvas");
  var label = document.createElement("p"), clear = document.createElement("button");
  var kept = document.createElement("input"), pen = null, isDrawing = false, isSigned = false;
  label.className = "label";
  label.textContent = "请领取人在框里签字";
  pad.width = 600;
  pad.height = 240;
  pad.className = "whole";
  pad.style.width = "100%";
  pad.style.maxWidth = "600px";
  pad.style.touchAction = "none";
  pad.setAttribute("role", "img");
  pad.setAttribute("aria-label", "签字的地方；不便签字的可以改用下面的照片");
  clear.type = "button";
  clear.className = "btn";
  clear.textContent = "重签";
  kept.type = "hidden";
  kept.name = "signature";
  place.appendChild(label);
  place.appendChild(pad);
  place.appendChild(clear);
  place.appendChild(kept);
  place.hidden = false;
  pen = pad.getContext("2d");

  function wipe() {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, pad.width, pad.height);
    pen.strokeStyle = "#111";
    pen.lineWidth = 5;
    pen.lineCap = "round";
    pen.lineJoin = "round";
    isSigned = false;
    kept.value = "";
  }

  function at(event) {
    var box = pad.getBoundingClientRect();
    return [(event.clientX - box.left) * pad.width / box.width, (event.clientY - box.top) * pad.height / box.height];
  }

  pad.addEventListener("pointerdown", function (event) {
    var spot = at(event);
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    isDrawing = true;
    pen.beginPath();
    pen.moveTo(spot[0], spot[1]);
  });
  pad.addEventListener("pointermove", function (event) {
    var spot;
    if (!isDrawing) { return; }
    spot = at(event);
    pen.lineTo(spot[0], spot[1]);
    pen.stroke();
    isSigned = true;
  });
  ["pointerup", "pointercancel"].forEach(function (name) {
    pad.addEventListener(name, function () { isDrawing = false; });
  });
  clear.addEventListener("click", wipe);
  form.addEventListener("submit", function () {
    kept.value = isSigned ? pad.toDataURL("image/png") : "";
  });
  wipe();
}());

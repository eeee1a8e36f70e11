// A photo is made smaller on the phone before it is kept or sent: shrinkPhoto(file, then). ES5, for old webviews.
(function () {
  "use strict";
  var LONGEST = 1600, QUALITY = 0.8, SMALL = 400 * 1024, HEAD = 64 * 1024;
  var JPEG = 0xFFD8, NOTES = 0xFFE1, EXIF = 0x45786966, LITTLE = 0x4949, ORIENTATION = 0x0112, UPRIGHT = 1;
  // Where the browser does not turn a photo by itself, a smaller copy of a turned one would lie on its side.
  var turns = window.CSS && CSS.supports && CSS.supports("image-orientation", "from-image");

  function orientation(view) {
    var at = 2;
    if (view.getUint16(0) !== JPEG) { return UPRIGHT; }
    while (view.getUint16(at) >= 0xFF00) {
      if (view.getUint16(at) === NOTES && view.getUint32(at + 4) === EXIF) { return noted(view, at + 10); }
      at += 2 + view.getUint16(at + 2);
    }
    return UPRIGHT;
  }

  function noted(view, start) {
    var little = view.getUint16(start) === LITTLE, at = start + view.getUint32(start + 4, little);
    var left = view.getUint16(at, little);
    for (at += 2; left > 0; left -= 1, at += 12) {
      if (view.getUint16(at, little) === ORIENTATION) { return view.getUint16(at + 8, little); }
    }
    return UPRIGHT;
  }

  function whereUpright(file, then, otherwise) {
    var reader = new FileReader();
    reader.onerror = otherwise;
    reader.onload = function () {
      var found = 0;
      // What is cut off or damaged is nothing that we understand, so it is left as it is.
      try { found = orientation(new DataView(reader.result)); } catch (error) { found = 0; }
      if (found === UPRIGHT) { then(); } else { otherwise(); }
    };
    reader.readAsArrayBuffer(file.slice(0, HEAD));
  }

  function copy(file, then) {
    // Read as data: the pages allow no other address of a picture than their own and that.
    var image = new Image(), reader = new FileReader();
    image.onerror = reader.onerror = function () { then(file); };
    image.onload = function () {
      var scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
      var canvas = document.createElement("canvas");
      if (!canvas.toBlob || (scale === 1 && file.size <= SMALL)) { then(file); return; }
      canvas.width = Math.round(image.naturalWidth * scale);
      canvas.height = Math.round(image.naturalHeight * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) { then(blob && blob.size < file.size ? blob : file); }, "image/jpeg", QUALITY);
    };
    reader.onload = function () { image.src = reader.result; };
    reader.readAsDataURL(file);
  }

  // Gives a smaller copy, or the file itself where it is small, no picture, or would not come out upright.
  window.shrinkPhoto = function (file, then) {
    if (!/^image\//.test(file.type) || !window.FileReader) { then(file); return; }
    if (turns) { copy(file, then); return; }
    whereUpright(file, function () { copy(file, then); }, function () { then(file); });
  };
})();

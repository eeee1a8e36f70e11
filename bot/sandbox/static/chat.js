// The chat page of the stand-in. ES5: it must run where the pages run.
(function () {
  "use strict";
  var SEND = "dtmd://dingtalkclient/sendMessage?content=";
  var LOOKS_EVERY = 600;
  var chat = document.getElementById("chat");
  var person = document.getElementById("person");
  var place = document.getElementById("place");
  var text = document.getElementById("text");
  var picture = document.getElementById("picture");
  var told = document.getElementById("faults");
  var seen = 0;
  var visit = 0;

  function address(what) {
    return "/chat/" + encodeURIComponent(person.value) + "/" + what + "?in=" + place.value;
  }

  function ask(method, where, body, then) {
    var request = new XMLHttpRequest();
    request.open(method, where);
    request.onload = function () {
      if (then && request.status === 200) { then(JSON.parse(request.responseText)); }
    };
    request.onloadend = function () { if (method === "GET") { setTimeout(look, LOOKS_EVERY); } };
    request.send(body);
  }

  function say(words) {
    ask("POST", address("texts"), JSON.stringify({ text: words }), null);
  }

  function look() {
    var now = visit;
    ask("GET", address("entries") + "&after=" + seen, null, function (entries) {
      if (now === visit) { entries.forEach(show); }
    });
  }

  function show(entry) {
    var old = document.getElementById("entry-" + entry.key);
    var made = element("div", "entry" + (entry.sender === person.value ? " mine" : ""));
    made.id = "entry-" + entry.key;
    made.appendChild(element("div", "from", entry.name + " " + entry.at));
    made.appendChild(bubble(entry));
    if (old) {
      chat.replaceChild(made, old);
    } else {
      var nothing = chat.querySelector(".nothing");
      if (nothing) { chat.removeChild(nothing); }
      chat.appendChild(made);
      chat.scrollTop = chat.scrollHeight;
    }
    seen = Math.max(seen, entry.version);
  }

  function bubble(entry) {
    var made = element("div", "bubble" + (entry.kind === "card" ? " card" : ""));
    if (entry.kind === "picture") {
      var image = element("img");
      image.src = entry.content.address;
      image.alt = "图片";
      image.onload = function () { chat.scrollTop = chat.scrollHeight; };
      made.appendChild(image);
    } else if (entry.kind === "markdown") {
      markdown(made, entry.content.text);
    } else if (entry.kind === "card") {
      card(made, entry.content);
    } else {
      made.appendChild(element("p", "", entry.content.text));
    }
    return made;
  }

  function card(made, content) {
    var values = content.values;
    var buttons = element("div", "buttons");
    made.appendChild(element("p", "note", "卡片（会自己更新）"));
    if (values.title) { made.appendChild(element("h2", "", values.title)); }
    markdown(made, values.markdown || "");
    var own = values.sys_full_json_obj ? JSON.parse(values.sys_full_json_obj).msgButtons : [];
    own.forEach(function (each) {
      var button = element("button", "", each.text);
      button.type = "button";
      button.onclick = function () {
        if (each.params) {
          ask("POST", address("presses"), JSON.stringify({ card: content.card, params: each.params }), null);
        } else {
          follow(each.url || "");
        }
      };
      buttons.appendChild(button);
    });
    made.appendChild(buttons);
  }

  function follow(where) {
    if (where.indexOf(SEND) === 0) {
      say(decodeURIComponent(where.slice(SEND.length)));
    } else if (/^https?:/.test(where)) {
      window.open(where, "_blank", "noopener");
    }
  }

  // The part of markdown that DingTalk knows: headings, bold, italics, links, lists, quotes; line by line.
  function markdown(into, source) {
    source.split(/\n/).forEach(function (raw) {
      var line = raw.replace(/^\s+|\s+$/g, "");
      var heading = /^#{1,6}\s+(.*)$/.exec(line);
      var item = /^(?:[-+*]|\d+\.)\s+(.*)$/.exec(line);
      var quoted = /^>\s*(.*)$/.exec(line);
      var made = element(heading ? "h2" : quoted ? "blockquote" : item ? "li" : "p");
      if (line) {
        inline(made, (heading || item || quoted || [line, line])[1]);
        into.appendChild(made);
      }
    });
  }

  function inline(into, source) {
    var pattern = /\[((?:\*\*)?[^\]]*(?:\*\*)?)\]\(([^)\s]*)\)|\*\*([^*]+)\*\*|[*_]([^*_]+)[*_]/g;
    var from = 0;
    var found = pattern.exec(source);
    while (found) {
      into.appendChild(document.createTextNode(source.slice(from, found.index)));
      if (found[2] !== undefined) {
        into.appendChild(link(found[1].replace(/\*\*/g, ""), found[2], found[0].length === source.length));
      } else {
        into.appendChild(element(found[3] !== undefined ? "strong" : "em", "", found[3] || found[4]));
      }
      from = pattern.lastIndex;
      found = pattern.exec(source);
    }
    into.appendChild(document.createTextNode(source.slice(from)));
  }

  function link(words, where, isAlone) {
    var made = element("a", isAlone ? "alone" : "", words);
    if (where.indexOf(SEND) === 0 || /^(https?|tel):/.test(where)) { made.href = where; }
    made.onclick = function (event) {
      event.preventDefault();
      follow(where);
    };
    return made;
  }

  function element(kind, name, words) {
    var made = document.createElement(kind);
    if (name) { made.className = name; }
    if (words !== undefined) { made.textContent = words; }
    return made;
  }

  function begin() {
    visit += 1;
    seen = 0;
    chat.innerHTML = "";
    chat.appendChild(element("p", "nothing", "说“帮助”看看能做什么。"));
  }

  document.getElementById("say").onsubmit = function (event) {
    event.preventDefault();
    if (text.value.replace(/\s/g, "")) {
      say(text.value);
      text.value = "";
    }
  };
  picture.onchange = function () {
    var chosen = picture.files[0];
    if (chosen && /^image\//.test(chosen.type)) {
      ask("POST", address("pictures"), chosen, null);
    } else if (chosen) {
      ask("POST", address("files") + "&name=" + encodeURIComponent(chosen.name), chosen, null);
    }
    picture.value = "";
  };
  Array.prototype.forEach.call(document.querySelectorAll("[data-fault]"), function (button) {
    button.onclick = function () {
      ask("POST", "/faults", button.getAttribute("data-fault"), function (faults) {
        var on = Object.keys(faults).filter(function (name) { return faults[name]; });
        told.textContent = on.length || /disconnect/.test(button.getAttribute("data-fault"))
          ? "已设：" + button.textContent : "没有故障";
      });
    };
  });
  person.onchange = begin;
  place.onchange = begin;
  begin();
  look();
})();

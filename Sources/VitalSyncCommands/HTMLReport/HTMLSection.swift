/// One part of the page: a heading that can be linked to, and what stands under it.
struct HTMLSection {
  /// Stable: links and tests go by it.
  var id: String
  var title: String
  var body: Markup

  init(_ id: String, _ title: String, _ content: (inout Markup) -> Void) {
    self.id = id
    self.title = title
    body = Markup()
    content(&body)
  }

  func write(into page: inout Markup) {
    page.raw("\n")
    page.element("section", ["id": id]) { page in
      page.element("h2", title)
      page.raw(body.text)
    }
  }
}

extension Markup {
  /// A table of names and figures.
  mutating func figures(_ rows: [(name: String, value: String)]) {
    figures(rows.map { ($0.name, $0.value, "") })
  }

  /// The same with a smaller line under each figure that has one.
  mutating func figures(_ rows: [(name: String, value: String, detail: String)]) {
    element("dl") { list in
      for row in rows {
        list.element("div") { pair in
          pair.element("dt", row.name)
          pair.element("dd") { cell in
            cell.words(row.value)
            if !row.detail.isEmpty { cell.element("span", ["class": "detail"], row.detail) }
          }
        }
      }
    }
  }

  /// A sentence behind its name, for what is too long to be a figure.
  mutating func statement(_ name: String, _ words: String) {
    element("p") { line in
      line.element("strong", name)
      line.words(": \(words)")
    }
  }

  mutating func paragraph(_ words: String, class name: String? = nil) {
    if let name { element("p", ["class": name], words) } else { element("p", words) }
  }

  /// A table with a heading row; numbers stand under each other.
  mutating func table(_ head: [String], _ rows: [[String]]) {
    element("div", ["class": "wide"]) { box in
      box.element("table") { table in
        table.element("thead") { part in
          part.element("tr") { row in for cell in head { row.element("th", ["scope": "col"], cell) } }
        }
        table.element("tbody") { part in
          for cells in rows {
            part.element("tr") { row in for cell in cells { row.element("td", cell) } }
          }
        }
      }
    }
  }

  /// A drawing with its title above it and, under it, how to read it.
  mutating func figure(_ title: String, _ caption: String, wide: Bool = false, _ drawing: (inout Markup) -> Void) {
    element("figure") { figure in
      figure.element("h3", title)
      if wide { figure.element("div", ["class": "wide", "tabindex": "0"], drawing) } else { drawing(&figure) }
      figure.element("figcaption", caption)
    }
  }

  /// A drawing measured in millimetres: one unit is one, on paper and in CSS.
  mutating func drawing(
    width: Double, height: Double, label: String, class name: String, from seconds: Double? = nil,
    _ content: (inout Markup) -> Void
  ) {
    // Where the drawing begins in the recording, for tools that read the page.
    let begin = seconds.map { " data-from=\"\(fixed($0, 6))\"" } ?? ""
    raw("<div\(begin)>")
    defer { raw("</div>") }
    element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": name, "role": "img", "aria-label": label,
        "width": "\(fixed(width, 1))mm", "height": "\(fixed(height, 1))mm",
        "viewBox": "0 0 \(fixed(width, 1)) \(fixed(height, 1))",
      ], content)
  }
}

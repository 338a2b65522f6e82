/// How every page of this program begins: nothing from elsewhere is loaded, and no script runs.
struct PageHead {
  /// In the browser's tab.
  var title: String
  /// What the page is, above its name.
  var kind: String
  var name: String
  /// A line under the name.
  var source: String

  var markup: Markup {
    var page = Markup()
    page.raw(PageFile.opening)
    page.raw("<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    page.raw(
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
    page.element("title", title)
    page.raw("\n<style>\n\(PageStyle.text)\(PageStyle.feet(name: name))</style>")
    page.raw("\n</head>\n<body>\n\(PageStyle.hatches)\n<main>\n")
    page.element("header") { header in
      header.element("p", ["class": "kind"], kind)
      header.element("h1") { $0.element("bdi", name) }
      header.paragraph(source, class: "source")
    }
    return page
  }

  static let end = "\n</main>\n</body>\n</html>\n"
}

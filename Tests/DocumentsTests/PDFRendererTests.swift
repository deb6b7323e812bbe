import Documents
import Testing

@Suite struct PDFRendererTests {
    @Test func `without Python the message says what to do`() async {
        let renderer = PDFRenderer(python: "/nowhere/python3")
        await #expect {
            _ = try await renderer.pdf(html: "<p>告知书</p>", subject: "告知书")
        } throws: { error in
            let error = error as? DocumentToolError
            return error?.code == .missing && error?.description.contains("运行安装脚本") == true
        }
    }

    /// The limit is generous: the whole suite runs beside it, and how long a PDF takes is not what is tested.
    @Test(.enabled(if: Tools.python != nil, Comment(rawValue: Tools.skipReason)), .timeLimit(.minutes(30)))
    func `a page with its own style and picture becomes a PDF, five at once`() async throws {
        let renderer = PDFRenderer(python: try #require(Tools.python), timeLimit: .seconds(400))
        let assets = [
            PDFRenderer.Asset(name: "page.css", mediaType: "text/css", bytes: Array("p { color: red }".utf8)),
            PDFRenderer.Asset(
                name: "code.svg", mediaType: "image/svg+xml",
                bytes: Array(try QRCode("https://example.org").svg(size: 90, label: "查验").utf8)),
        ]
        let html = """
            <!doctype html><html lang="zh-CN"><title>告知书</title><link rel="stylesheet" href="page.css">
            <h1>告知书</h1><p>您的申请已受理。</p><img src="code.svg" alt="查验">
            """
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<5 { group.addTask { try await renderer.pdf(html: html, assets: assets, subject: "告知书") } }
            for try await bytes in group { #expect(bytes.starts(with: Array("%PDF-1.".utf8))) }
        }
    }

    @Test(
        .enabled(if: Tools.python != nil, Comment(rawValue: Tools.skipReason)), .timeLimit(.minutes(30)),
        arguments: ["file:///etc/passwd", "http://127.0.0.1:9/a.png", "/etc/passwd", "data:text/plain,a", "other.png"])
    func `a page that asks for anything else is refused`(address: String) async throws {
        let renderer = PDFRenderer(python: try #require(Tools.python), timeLimit: .seconds(400))
        await #expect {
            _ = try await renderer.pdf(html: "<p>a</p><img src=\"\(address)\" alt=\"a\">", subject: "告知书")
        } throws: { error in
            (error as? DocumentToolError)?.code == .failed
        }
    }

    @Test(.enabled(if: Tools.python != nil, Comment(rawValue: Tools.skipReason)), .timeLimit(.minutes(1)))
    func `a document past its time is ended`() async throws {
        let renderer = PDFRenderer(python: try #require(Tools.python), timeLimit: .milliseconds(20))
        await #expect {
            _ = try await renderer.pdf(html: "<p>告知书</p>", subject: "告知书")
        } throws: { error in
            (error as? DocumentToolError)?.code == .tooSlow
        }
    }
}

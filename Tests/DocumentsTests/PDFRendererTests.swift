import Documents
import Foundation
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

    @Test func `a document without end is ended`() async throws {
        let renderer = PDFRenderer(python: try Self.program("exec cat /dev/zero"), timeLimit: .seconds(400))
        let error = await #expect(throws: DocumentToolError.self) {
            _ = try await renderer.pdf(html: "<p>告知书</p>", subject: "告知书")
        }
        #expect(error?.code == .tooLarge)
    }

    @Test func `a program that reads nothing and complains much is heard`() async throws {
        let words = "head -c 1000000 /dev/zero | tr '\\0' a >&2; echo; echo 无法打开 >&2; exit 1"
        let renderer = PDFRenderer(python: try Self.program(words), timeLimit: .seconds(400))
        let page = String(repeating: "<p>告知书</p>", count: 100_000)
        let error = await #expect(throws: DocumentToolError.self) {
            _ = try await renderer.pdf(html: page, subject: "告知书")
        }
        #expect(error?.code == .failed)
    }

    @Test func `whoever no longer waits ends the program`() async throws {
        let path = try Self.program("echo $$ > \"$0.number\"; exec sleep 1000")
        let renderer = PDFRenderer(python: path, timeLimit: .seconds(400))
        let request = Task { try await renderer.pdf(html: "<p>告知书</p>", subject: "告知书") }
        var number: String?
        while number == nil {
            try await Task.sleep(for: .milliseconds(5))
            number = try? String(contentsOfFile: path + ".number", encoding: .utf8).nonEmptyLine
        }
        request.cancel()
        await #expect(throws: CancellationError.self) { _ = try await request.value }
        #expect(!FileManager.default.fileExists(atPath: "/proc/\(number ?? "")"))
    }

    @Test func `a program is started and heard to its end, however many files are open`() async throws {
        let files = (0..<1_400).compactMap { _ in FileHandle(forReadingAtPath: "/dev/null") }
        defer { for file in files { try? file.close() } }
        try #require(files.count == 1_400)
        let renderer = PDFRenderer(
            python: try Self.program("printf %s %PDF-; head -c 3000000 /dev/zero"), timeLimit: .seconds(400))
        for _ in 0..<20 {
            #expect(try await renderer.pdf(html: "<p>告知书</p>", subject: "告知书").count == 3_000_005)
        }
    }

    /// A program that stands in for Python.
    private static func program(_ script: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/program-\(UUID().uuidString)"
        try #require(
            FileManager.default.createFile(
                atPath: path, contents: Data("#!/bin/sh\n\(script)\n".utf8), attributes: [.posixPermissions: 0o700]))
        return path
    }
}

extension String {
    /// The first line, once it is written.
    fileprivate var nonEmptyLine: String? { contains("\n") ? split(separator: "\n").first.map(String.init) : nil }
}

import Foundation

/// Makes PDF documents of HTML through WeasyPrint in a Python child process: two at once, 20 seconds each.
///
/// A document can fetch the assets given with it and nothing else: no network, no file, no other scheme.
package struct PDFRenderer: Sendable {
    /// A file a document may use under its name, such as `seal.svg` or `document.css`.
    package struct Asset: Hashable, Sendable, Codable {
        package let name: String
        package let mediaType: String
        fileprivate let base64: String

        /// An asset of bytes.
        package init(name: String, mediaType: String, bytes: [UInt8]) {
            self.name = name
            self.mediaType = mediaType
            base64 = Data(bytes).base64EncodedString()
        }
    }

    private struct Job: Codable {
        let html: String
        let assets: [Asset]
        let variant: String
    }

    /// The largest PDF that is taken back, in bytes.
    private static let outputLimit = 50 << 20
    private let python: String
    private let timeLimit: Duration
    private let gate: Gate

    /// A renderer; the process holds one, since the limit is counted by it.
    ///
    /// - Parameters:
    ///   - python: path of the Python that has WeasyPrint.
    ///   - timeLimit: for one document.
    ///   - queueLimit: how many may wait for their turn.
    package init(python: String, timeLimit: Duration = .seconds(20), queueLimit: Int = 32) {
        self.python = python
        self.timeLimit = timeLimit
        gate = Gate(width: 2, queueLimit: queueLimit)
    }

    /// Renders a document as tagged PDF (PDF/UA-1).
    ///
    /// - Parameters:
    ///   - html: a whole page; relative links are names of assets.
    ///   - assets: everything the page may fetch.
    ///   - subject: what the document is, for messages.
    package func pdf(html: String, assets: [Asset] = [], subject: String) async throws -> [UInt8] {
        guard FileManager.default.isExecutableFile(atPath: python) else {
            let cause = "生成PDF需要Python和WeasyPrint（\(python)），本机没有；请运行安装脚本，或直接打印网页"
            throw DocumentToolError(.missing, subject: subject, cause: cause)
        }
        let job = try JSONEncoder().encode(Job(html: html, assets: assets, variant: "pdf/ua-1"))
        guard await gate.enter() else {
            throw DocumentToolError(.busy, subject: subject, cause: "等待生成的文书过多，请稍后再试")
        }
        let result: Result<ChildProcess.Output, any Error>
        do {
            result = .success(
                try await ChildProcess.run(
                    python, ["-I", "-c", PDFRenderer.script], input: Array(job), timeLimit: timeLimit,
                    outputLimit: PDFRenderer.outputLimit))
        } catch { result = .failure(error) }
        await gate.leave()
        let output = try result.get()
        switch (output.ended, output.status) {
        case (.tooSlow, _): throw DocumentToolError(.tooSlow, subject: subject, cause: "文书在规定时间内没有生成，请稍后再试")
        case (.tooMuch, _): throw DocumentToolError(.tooLarge, subject: subject, cause: "生成的PDF过大，请减少内容或图片")
        case (nil, 3):
            throw DocumentToolError(.missing, subject: subject, cause: "Python缺少WeasyPrint；请运行安装脚本，或直接打印网页")
        case (nil, 0) where output.bytes.starts(with: Array("%PDF-".utf8)): return output.bytes
        default:
            let last = output.complaint.split(separator: "\n").last.map(String.init) ?? "没有说明"
            throw DocumentToolError(.failed, subject: subject, cause: "PDF未能生成（\(last)），请联系系统管理员")
        }
    }

    /// Relative links need a base with a known scheme; nothing is ever asked of it.
    ///
    /// Any address but those of the
    /// assets ends the work, so that a page fails rather than leaks.
    private static let script = """
        import sys, json, base64
        try:
            from weasyprint import HTML
            from weasyprint.urls import URLFetcher, URLFetcherResponse, FatalURLFetchingError
        except (ImportError, OSError) as e:
            sys.stderr.write(repr(e))
            sys.exit(3)
        job = json.load(sys.stdin.buffer)
        base = 'http://assets.invalid/'
        assets = {base + a['name']: a for a in job['assets']}
        class OnlyGiven(URLFetcher):
            def fetch(self, url, headers=None):
                a = assets.get(url)
                if a is None:
                    raise FatalURLFetchingError('not given with the document: ' + url)
                return URLFetcherResponse(url, base64.b64decode(a['base64']), {'Content-Type': a['mediaType']})
        page = HTML(string=job['html'], base_url=base, url_fetcher=OnlyGiven())
        sys.stdout.buffer.write(page.write_pdf(pdf_variant=job['variant']))
        """
}

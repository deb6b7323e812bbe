import BackstopServer
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Operations
import Primitives
import SQLText
import Storage
import Subprocess
import SystemPackage
import Testing

/// The why-sheet as a PDF, through the server that makes it.
@Suite(.timeLimit(.minutes(30))) struct WhySheetPaperTests {
    private static let reader = "/usr/bin/pdftotext"

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: reader), "needs pdftotext"))
    func `the PDF of a why-sheet holds every sentence of it`() async throws {
        let town = try await LeakTown.shared.value
        let clerk = try await town.ownClerk()
        let region = town.town.text
        let id = try await town.installed.bureau.store.read { store in
            try store.sql.one(
                """
                SELECT d.id FROM determination AS d JOIN aid_case AS c ON c.id = d.case_id
                WHERE c.region_code >= \(region) AND c.region_code < \(region + ":") ORDER BY d.id LIMIT 1
                """
            ).integer("id")
        }
        let cookie: HTTPFields = [.cookie: "backstop_staff=\(clerk.token)"]
        let (sheet, paper) = try await town.application.test(.router) { client in
            let text = try await client.execute(
                uri: "/staff/determinations/\(id)/text", method: .get, headers: cookie)
            let pdf = try await client.execute(uri: "/staff/determinations/\(id)/pdf", method: .get, headers: cookie)
            return (String(buffer: text.body), Array(pdf.body.readableBytesView))
        }
        try #require(sheet.contains("【结果】"))
        guard paper.starts(with: Array("%PDF-".utf8)) else {
            // Without the project's Python the page itself is sent, which the browser prints.
            #expect(String(decoding: paper, as: UTF8.self).contains("<html"))
            return
        }
        let printed = try await Self.text(of: paper)
        for line in sheet.split(separator: "\n") {
            let sentence = line.filter { !$0.isWhitespace && !"【】".contains($0) }
            #expect(printed.contains(sentence), "\(sentence)")
        }
    }

    /// The words of a PDF in reading order, without the spaces, line breaks and page numbers between them.
    private static func text(of pdf: [UInt8]) async throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (source, target) = (folder.appending(path: "a.pdf"), folder.appending(path: "a.txt"))
        try Data(pdf).write(to: source)
        let read = try await Subprocess.run(
            .path(FilePath(reader)), arguments: ["-raw", source.path, target.path], output: .discarded)
        try #require(read.terminationStatus.isSuccess)
        let text = try String(contentsOf: target, encoding: .utf8)
        return text.replacing(/— ?\d+ ?—/, with: "").filter { !$0.isWhitespace && $0 != "\u{c}" }
    }
}

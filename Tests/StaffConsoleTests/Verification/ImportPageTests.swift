import Foundation
import HTTPTypes
import Operations
import OperationsTestKit
import Primitives
import Storage
import Subprocess
import SystemPackage
import Testing
import WebSupport

/// Department files that come through the page: workbooks as Excel writes them, and what is said when one is unfit.
@Suite struct ImportPageTests {
    private static let path = "/staff/verification/imports/file"
    private static let python = TestBureau.repository + "/.venv/bin/python3"
    private static var hasPython: Bool { FileManager.default.isExecutableFile(atPath: python) }

    /// A workbook with dates as dates and sums as numbers, made by the library that also reads them.
    private static func workbook(ids: [String]) async throws -> [UInt8] {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("vehicle-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: place) }
        let script = """
            import sys, datetime, openpyxl
            book = openpyxl.Workbook()
            sheet = book.active
            sheet.append('rec_no plate_no owner_id vtype brand register_date assessed_value status'.split())
            for number, owner in enumerate(sys.argv[2:]):
                owner = int(owner[1:]) if owner[0] == '#' else owner
                sheet.append([number + 7, f'鲁M{number}', owner, 'K', '丰田', datetime.date(2025, 6, 1), 98000.5, 'A'])
            book.save(sys.argv[1])
            """
        let made = try await Subprocess.run(
            .path(FilePath(python)), arguments: Arguments(["-I", "-c", script, place.path] + ids), output: .discarded)
        try #require(made.terminationStatus.isSuccess)
        return Array(try Data(contentsOf: place))
    }

    private static func ids() throws -> [String] {
        try (1...3).map { try PayDesk.citizenID("19700101", $0) }
    }

    /// Sends a file and answers the page of its import once it is done.
    private static func send(
        _ desk: PayDesk, _ file: (name: String, bytes: [UInt8]), dataset: String = "vehicle"
    ) async throws -> PayDesk.Answer {
        let form = try await desk.get(path, as: "verifier").text
        let fields = [
            "dataset": dataset, "asOf": "2026-03-02", "form-token": try desk.hidden("form-token", of: path, in: form),
            "form-key": try desk.hidden("form-key", of: path, in: form),
        ]
        let answer = try await desk.upload(path, as: "verifier", fields, file: file)
        guard let page = answer.location else { return answer }
        // The same form again is the same import.
        #expect(try await desk.upload(path, as: "verifier", fields, file: file).location == page)
        while try await desk.test.bureau.runJobs(holder: "test", limit: 5) > 0 {}
        return try await desk.get(page, as: "verifier")
    }

    @Test(.enabled(if: hasPython))
    func `a workbook is taken in as Excel saved it`() async throws {
        let desk = try await PayDesk.open(files: [:])
        let form = try await desk.get(Self.path, as: "verifier").text
        #expect(form.contains(".csv,.gz,.xlsx") && form.contains("Excel"))
        let page = try await Self.send(desk, ("车辆 三月.xlsx", try await Self.workbook(ids: Self.ids())))
        #expect(page.status == .ok && page.text.contains("已启用") && page.text.contains("启用 3 行，问题行 0 行"))
        let held = try await desk.get("/staff/verification/datasets/vehicle", as: "verifier").text
        #expect(held.contains("2026年3月2日"))
        await desk.close()
    }

    @Test(.enabled(if: hasPython))
    func `a number that lost its last digits is refused with its row and column`() async throws {
        let desk = try await PayDesk.open(files: [:])
        let broken = try Self.ids().map { "#" + $0.prefix(17) + "1" }
        let page = try await Self.send(desk, ("vehicle.xlsx", try await Self.workbook(ids: broken)))
        #expect(page.text.contains("已拒收") && page.text.contains("Excel 文件读不出"))
        #expect(page.text.contains("第2行C列的长号码被存成了数字"))
        #expect(page.text.contains("上一次的好数据继续使用"))
        await desk.close()
    }

    @Test func `a broken workbook, an old one and a file of another department are refused in words`() async throws {
        let desk = try await PayDesk.open(files: [:])
        for (bytes, words) in [
            ([0x50, 0x4B, 0x03, 0x04, 1, 2, 3], Self.hasPython ? "文件不是完好的.xlsx" : "读取Excel需要Python"),
            ([0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3], "这是旧版.xls文件"),
            (Array("cert_no,owner_id\n1,2\n".utf8), "缺少列"),
        ] as [([UInt8], String)] {
            let page = try await Self.send(desk, ("vehicle.xlsx", bytes))
            #expect(page.text.contains("已拒收") && page.text.contains(words), "\(words)")
        }
        await desk.close()
    }
}

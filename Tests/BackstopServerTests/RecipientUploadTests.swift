import BackstopServer
import Casework
import Documents
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Operations
import Primitives
import Sealing
import Testing
import WebSupport

/// Tests that the server hands the pages what reads workbooks.
@Suite struct RecipientUploadTests {
    @Test func `a workbook of recipients is read on the page`() async throws {
        let python = TestInstallation.home + "/.venv/bin/python3"
        guard FileManager.default.isExecutableFile(atPath: python) else { return }
        let page = try await upload(pythonAt: python)
        #expect(page.contains("证号"), "the list has none of the columns, which only a reader of it can say: \(page)")
        #expect(!page.contains("读取Excel需要Python"))
    }

    @Test func `without a Python the page says what is missing and what to do`() async throws {
        let page = try await upload(pythonAt: "/nowhere/python3")
        #expect(page.contains("读取Excel需要Python"), "\(page)")
        #expect(page.contains("CSV"))
    }

    /// Sends a workbook with one column that no list has, as a payer.
    private func upload(pythonAt python: String) async throws -> String {
        let town = try await LeakTown.shared.value
        let configuration = try Configuration(
            file: nil, environment: [:],
            overrides: [.data: town.folder, .home: TestInstallation.home, .python: python, .logLevel: "critical"])
        let routes = try Server.buildRoutes(town.installed.bureau, configuration)
        let cookie = "backstop_staff=\(try await payer(town))"
        let book = try Workbook(
            title: WorkbookTitle("名单", madeBy: "测试", madeAt: Instant(milliseconds: 0), scope: "测试"),
            sheets: [Sheet("名单", columns: [SheetColumn("无关")], rows: [[.text("x")]])]
        ).bytes()
        return try await Application(responder: routes.responder()).test(.router) { client in
            let form = try await client.execute(uri: "/staff/recipients", method: .get, headers: [.cookie: cookie])
            let token = try #require(String(buffer: form.body).firstMatch(of: /name="form-token" value="([^"]+)"/)?.1)
            let body = multipart(token: String(token), book: book)
            let answer = try await client.execute(
                uri: "/staff/recipients", method: .post,
                headers: [.cookie: cookie, .contentType: "multipart/form-data; boundary=cut"], body: body)
            return String(buffer: answer.body)
        }
    }

    private func multipart(token: String, book: [UInt8]) -> ByteBuffer {
        var body = ByteBuffer()
        for (name, value) in [("form-token", token), ("form-key", UUID().uuidString), ("program", "dibao")] {
            body.writeString("--cut\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n")
        }
        body.writeString("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.xlsx\"\r\n\r\n")
        body.writeBytes(book)
        body.writeString("\r\n--cut--\r\n")
        return body
    }

    private func payer(_ town: LeakTown) async throws -> String {
        let bureau = town.installed.bureau
        let county = try #require(town.town.ancestor(at: .county))
        let secret = TimeBasedCode.generated()
        let login = "payer-\(UUID().uuidString.prefix(8).lowercased())"
        _ = try await bureau.perform(
            AddStaffUser(
                login: login, name: "付款员", password: "upload-test-password", role: .payer, region: county,
                totpSecret: secret.secret),
            as: .system, key: UUID().uuidString)
        let opened = try #require(
            try await bureau.signInStaff(login: login, password: "upload-test-password", addressKey: login).value)
        let code = secret.code(step: TimeBasedCode.step(at: bureau.systemClock()))
        _ = try await bureau.perform(
            EnterSecondFactor(sessionToken: opened.token, code: code), as: .visitor, key: UUID().uuidString)
        return opened.token
    }
}

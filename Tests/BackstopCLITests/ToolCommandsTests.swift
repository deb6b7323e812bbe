import Foundation
import SQLText
import Testing
import WebSupport

/// Tests of the commands that only say something: routes, config, casework; and of the first user.
@Suite struct ToolCommandsTests {
    @Test func `routes as JSON name every route once, with what a leak test needs to walk it`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        let answer = try await own.run("routes", "--json")
        let entries = try JSONDecoder().decode([RouteEntry].self, from: Data(answer.output.utf8))
        #expect(Set(entries.map { "\($0.method) \($0.path)" }).count == entries.count)
        #expect(entries.allSatisfy { $0.path.hasPrefix("/") && !$0.summary.isEmpty })
        let paths = Set(entries.map(\.path))
        #expect(
            paths.isSuperset(of: ["/", "/apply", "/progress", "/healthz", "/metrics", "/staff", "/staff/recipients"]))
        #expect(entries.filter { $0.audience == .staff }.count > 30)
        let plain = try await own.run("routes").output.split(separator: "\n")
        #expect(plain.count == entries.count, "both lists are the registry")
    }

    @Test func `a citizen node opens no staff route, and a staff node no citizen's`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        for (side, other) in [(Audience.citizen, Audience.staff), (.staff, .citizen)] {
            let answer = try await own.run("routes", "--json", environment: ["BACKSTOP_AUDIENCE": side.rawValue])
            let entries = try JSONDecoder().decode([RouteEntry].self, from: Data(answer.output.utf8))
            #expect(entries.contains { $0.audience == side } && !entries.contains { $0.audience == other })
        }
    }

    @Test func `the printed configuration hides secrets and says where each value comes from`() async throws {
        let own = try Installation.empty()
        defer { own.remove() }
        let file = own.folder + "/backstop.yaml"
        try "hotline: 0543-1\nmetricsToken: s3cret-metrics\n".write(toFile: file, atomically: true, encoding: .utf8)
        let answer = try await own.run(
            "config", "--config", file, "--store", "postgresql://clerk:s3cret-store@db/backstop",
            environment: ["BACKSTOP_GATEWAY_TOKEN": "s3cret-gateway"])
        #expect(answer.status == 0 && !answer.all.contains("s3cret"), "\(answer)")
        #expect(answer.output.contains("gatewayToken: (hidden)    # BACKSTOP_GATEWAY_TOKEN"))
        #expect(answer.output.contains("store: postgresql://clerk:(hidden)@db/backstop    # command line"))
        #expect(answer.output.contains("hotline: 0543-1    # \(file)"))
        #expect(answer.output.contains("port: 8080    # default"))
    }

    @Test func `every wrong value of a configuration is said at once`() async throws {
        let own = try Installation.empty()
        defer { own.remove() }
        let file = own.folder + "/backstop.yaml"
        try "hotlin: 1\n".write(toFile: file, atomically: true, encoding: .utf8)
        let answer = try await own.run(
            "config", "--config", file, environment: ["BACKSTOP_PORT": "70000", "BACKSTOP_AUDIENCE": "everyone"])
        #expect(answer.status != 0)
        for wrong in ["hotlin", "70000", "everyone"] { #expect(answer.errors.contains(wrong), "\(answer)") }
    }

    @Test func `the first user is added once, with a password that is not an argument`() async throws {
        let own = try await Installation.copy()
        defer { own.remove() }
        let password = ["BACKSTOP_PASSPHRASE": "long-enough-for-staff-26"]
        let add = ["admin", "user", "add", "li.first", "--name", "李一", "--role", "administrator", "--region", "3716"]
        let added = try await Program.run(add + ["--data", own.data], environment: password)
        #expect(added.status == 0 && added.output.contains("li.first may sign in"), "\(added)")
        let rows = try await own.query(
            """
            SELECT u.password_hash, p.role, p.region_code FROM staff_user AS u
            JOIN staff_post AS p ON p.staff_id = u.id WHERE u.login = 'li.first'
            """)
        let row = try #require(rows.first)
        #expect(rows.count == 1)
        #expect(try row.text("role") == "administrator" && row.text("region_code") == "3716")
        #expect(try !row.text("password_hash").contains("long-enough"))

        let again = try await Program.run(add + ["--data", own.data], environment: password)
        #expect(again.status != 0, "a login is one person's: \(again)")
        let noRole = try await own.run(
            "admin", "user", "add", "x", "--name", "x", "--role", "king", "--region", "3716", environment: password)
        #expect(noRole.status != 0 && noRole.errors.contains("king"))
        let noRegion = try await own.run(
            "admin", "user", "add", "x", "--name", "x", "--role", "payer", "--region", "99", environment: password)
        #expect(noRegion.status != 0, "\(noRegion)")
    }

    @Test func `the procedure prints as a table`() async throws {
        let answer = try await Program.run("casework", "table")
        #expect(answer.status == 0 && answer.output.contains("publicity"), "\(answer)")
    }
}

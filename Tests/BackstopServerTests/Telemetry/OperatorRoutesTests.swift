import BackstopServer
import CoreMetrics
import Foundation
import HTTPTypes
import Operations
import Primitives
import SQLText
import Storage
import Testing

@Suite struct OperatorRoutesTests {
    @Test func `requests are counted and timed by route pattern and status, never by address`() async throws {
        let own = try await TestInstallation.make()
        _ = try await own.get("/")
        _ = try await own.get("/staff/cases/987654321")
        _ = try await own.get("/no/such/王小明/371621199001010011")
        let page = try await own.get("/metrics")
        #expect(page.status == 200)
        #expect(page.text.contains(#"backstop_requests_total{method="GET",route="/",status="200"} 1"#), "\(page.text)")
        #expect(page.text.contains(#"backstop_requests_total{method="GET",route="none",status="404"} 1"#))
        #expect(page.text.contains(#"backstop_request_seconds_count{route="/"} 1"#))
        #expect(page.text.contains(#"backstop_request_seconds_bucket{route="/",le="+Inf"} 1"#))
        #expect(page.text.contains(#"backstop_store_writes_total{outcome="committed"}"#))
        #expect(page.text.contains("backstop_store_up 1"))
        for personal in ["987654321", "371621199001010011", "王小明", "%E7"] { #expect(!page.text.contains(personal)) }
        await own.close()
    }

    @Test func `jobs, messages, cases and failed sign-ins come from the rows`() async throws {
        let own = try await TestInstallation.make()
        let bureau = own.installed.bureau
        let before = try await own.get("/metrics").text
        #expect(before.contains(#"backstop_jobs{kind="comparison",state="failed"} 0"#))
        #expect(before.contains(#"backstop_outbox_messages{state="waiting"} 0"#))
        #expect(before.contains(#"backstop_open_cases{state="submitted"} 0"#))
        #expect(before.contains(#"backstop_sign_in_failures_last_hour{side="staff"} 0"#))

        _ = try await bureau.signInStaff(login: "nobody", password: "wrong", addressKey: "address")
        let now = bureau.systemClock()
        try await bureau.store.write { transaction in
            try transaction.enqueueMessage(
                channel: "sms", template: "test", recipient: "13800001111", recipientMasked: "138****1111",
                body: "你好", caseID: nil, at: now, on: now.chinaDate)
            try transaction.sql.execute(
                """
                INSERT INTO job (id, kind, dedupe_key, payload, state, run_at, attempts_max, created_at)
                VALUES (1, 'comparison', 'a', '{}', 'failed', 0, 3, 0)
                """)
        }
        let after = try await own.get("/metrics").text
        #expect(after.contains(#"backstop_jobs{kind="comparison",state="failed"} 1"#), "\(after)")
        #expect(after.contains(#"backstop_outbox_messages{state="waiting"} 1"#))
        #expect(after.contains(#"backstop_sign_in_failures_last_hour{side="staff"} 1"#))
        // Figures may hold any digits, so the whole number and its masked form are looked for.
        for personal in ["13800001111", "138****", "nobody", "你好"] {
            #expect(!after.contains(personal), "no personal data")
        }
        await own.close()
    }

    @Test func `a node that loses its store says so and keeps its own figures`() async throws {
        let own = try await TestInstallation.make()
        await own.installed.bureau.store.engine.close()
        let page = try await own.get("/metrics")
        #expect(page.status == 200 && page.text.contains("backstop_store_up 0"))
        let health = try await own.get("/healthz")
        #expect(health.status == 503 && health.text.contains("backstop doctor"))
        await own.close()
    }

    @Test func `with a token configured the page does not exist for anybody else`() async throws {
        let own = try await TestInstallation.make([.metricsToken: "t0ken"])
        #expect(try await own.get("/metrics").status == 404)
        #expect(try await own.get("/metrics", headers: [.authorization: "Bearer wrong"]).status == 404)
        #expect(try await own.get("/metrics", headers: [.authorization: "Bearer t0ken"]).status == 200)
        await own.close()
    }
}

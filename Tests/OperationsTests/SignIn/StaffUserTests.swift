import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// Staff users, passwords and posts: what an administrator may and may not do.
@Suite struct StaffUserTests {
    private func add(
        _ login: String = "zhang", password: String = Sample.password, role: Role = .townshipClerk,
        region: String = "371621001", name: String = "张三", secret: [UInt8]? = nil
    ) throws -> AddStaffUser {
        AddStaffUser(
            login: login, name: name, password: password, role: role, region: try RegionCode(region), totpSecret: secret
        )
    }

    @Test func `an administrator adds users inside the own region only`() async throws {
        try await withSignInBureau { test in
            let administrator = Actor.staff(try await test.staff(.administrator, at: "371621"))
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let key = "one"
            let first = try await test.bureau.perform(try add(), as: administrator, key: key)
            #expect(try await test.bureau.perform(try add(), as: administrator, key: key) == first)
            let changed = try add("li", name: "李四")
            #expect(try await test.bureau.perform(changed, as: administrator, key: key).reasons == [.keyReused])
            #expect(try await test.perform(try add("b"), as: clerk).reasons == [.notAllowed])
            #expect(try await test.perform(try add("bb"), as: .visitor).reasons == [.notAllowed])
            let elsewhere = try add("cc", region: "371622101")
            #expect(try await test.perform(elsewhere, as: administrator).reasons == [.notFound])
            let above = try add("dd", role: .administrator, region: "3716")
            #expect(try await test.perform(above, as: administrator).reasons == [.notFound])
            let list = try await test.bureau.view(as: administrator) { try StaffUserList.load(limit: 2, in: $0) }
            #expect(list?.lines.count == 2 && list?.next != nil)
            #expect(try await test.bureau.view(as: clerk) { try StaffUserList.load(in: $0) } == nil)
        }
    }

    @Test func `everything wrong with a user is said at once`() async throws {
        try await withSignInBureau { test in
            _ = try await test.addStaff("taken", .townshipClerk, at: "371621001")
            let bad = try add("Zhang San!", password: "aaaa", role: .payer, name: " ", secret: [1])
            #expect(
                try await test.perform(bad, as: .system).reasons.map(\.code) == [
                    "postLevel", "loginInvalid", "nameMissing", "passwordShort", "passwordMonotone", "secretShort",
                ])
            #expect(try await test.perform(try add("taken"), as: .system).reasons == [.loginTaken])
            let own = try add("zhangsan", password: "my ZhangSan password")
            #expect(try await test.perform(own, as: .system).reasons == [.passwordIsLogin])
            let citizen = try add(role: .applicant)
            #expect(try await test.perform(citizen, as: .system).reasons.map(\.code) == ["postLevel"])
            let unknown = try add(region: "371621999")
            #expect(try await test.perform(unknown, as: .system).reasons == [.regionUnknown])
        }
    }

    @Test(arguments: [
        (Role.payer, Role.payChecker), (.payer, .financeOfficer), (.payChecker, .financeOfficer),
        (.countyReviewer, .payer), (.administrator, .payer), (.auditor, .countyReviewer), (.administrator, .auditor),
    ])
    func `incompatible posts are refused`(first: Role, second: Role) async throws {
        try await withSignInBureau { test in
            let user = try await test.addStaff("wang", first, at: "371621")
            let assign = AssignPost(staffID: user.staffID, role: second, region: try RegionCode("371621"))
            #expect(try await test.perform(assign, as: .system).reasons.map(\.code) == ["incompatiblePosts"])
            _ = try await test.perform(ClosePost(postID: user.postID, reason: "调岗"), as: .system)
            #expect(try await test.perform(assign, as: .system).value != nil, "after the first post ended it is free")
        }
    }

    @Test func `posts are assigned and closed with authority only`() async throws {
        try await withSignInBureau { test in
            let user = try await test.addStaff("wang", .townshipClerk, at: "371621001")
            let own = try await test.staff(.administrator, at: "371621")
            let other = Actor.staff(try await test.staff(.administrator, at: "371622"))
            let assign = AssignPost(staffID: user.staffID, role: .townshipReviewer, region: try RegionCode("371621001"))
            #expect(try await test.perform(assign, as: other).reasons == [.notFound])
            let again = AssignPost(staffID: user.staffID, role: .townshipClerk, region: try RegionCode("371621001"))
            #expect(try await test.perform(again, as: .staff(own)).reasons == [.postHeld])
            let mine = AssignPost(staffID: own.staffID, role: .leader, region: try RegionCode("371621"))
            #expect(try await test.perform(mine, as: .staff(own)).reasons == [.ownAccount])
            let post = try #require(try await test.perform(assign, as: .staff(own)).value?.postID)
            #expect(try await test.perform(ClosePost(postID: post, reason: "调岗"), as: other).reasons == [.notFound])
            #expect(
                try await test.perform(ClosePost(postID: post, reason: ""), as: .staff(own)).reasons == [.reasonMissing]
            )
            #expect(try await test.perform(ClosePost(postID: post, reason: "调岗"), as: .staff(own)).value != nil)
            #expect(
                try await test.perform(ClosePost(postID: post, reason: "再关"), as: .staff(own)).reasons == [.notFound])
            #expect(
                try await test.perform(ClosePost(postID: own.postID, reason: "x"), as: .staff(own)).reasons
                    == [.ownAccount])
            #expect(
                try await test.perform(ClosePost(postID: PostID(9), reason: "x"), as: .staff(own)).reasons == [
                    .notFound
                ])
        }
    }

    @Test func `a password is set by an administrator, or by its owner with the present one`() async throws {
        try await withSignInBureau { test in
            let user = try await test.addStaff("wang", .townshipClerk, at: "371621001")
            let token = try #require(try await test.signIn("wang").value?.token)
            let me = Actor.staff(
                StaffActor(
                    staffID: user.staffID, postID: user.postID, role: .townshipClerk,
                    region: try RegionCode("371621001"), name: "王惠芳"))
            let colleague = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let fresh = "another long sentence"
            func set(_ password: String, current: String? = nil, as actor: Actor) async throws -> [Reason] {
                try await test.perform(
                    SetStaffPassword(staffID: user.staffID, password: password, currentPassword: current), as: actor
                ).reasons
            }
            #expect(try await set(fresh, as: me) == [.passwordWrong])
            #expect(try await set(fresh, as: colleague) == [.notAllowed])
            #expect(try await set("short", current: Sample.password, as: me) == [.passwordShort])
            #expect(try await set(fresh, current: Sample.password, as: me) == [])
            #expect(try await test.bureau.staffSession(token: token) == nil, "every session ended")
            #expect(try await test.signIn("wang").reasons == [.signInFailed])
            #expect(try await test.signIn("wang", fresh).value != nil)
            #expect(try await set(Sample.password, as: .system) == [])
            #expect(try await test.signIn("wang").value != nil)
        }
    }

    @Test func `a user is unlocked, loses a lost phone, and is closed`() async throws {
        try await withSignInBureau { test in
            let user = try await test.addStaff("wang", .townshipClerk, at: "371621001")
            let chief = try await test.staff(.administrator, at: "371621")
            let administrator = Actor.staff(chief)
            for _ in 1...5 { _ = try await test.signIn("wang", "wrong password") }
            let list = try await test.bureau.view(as: administrator) { try StaffUserList.load(in: $0) }
            #expect(list?.lines.first { $0.login == "wang" }?.lockedUntil != nil)
            let unlock = UnlockStaffUser(staffID: user.staffID, reason: "本人来电")
            #expect(try await test.perform(unlock, as: administrator).value != nil)
            let token = try #require(try await test.signIn("wang").value?.token)
            let reset = ResetSecondFactor(staffID: user.staffID, reason: "手机丢失，当面核验")
            #expect(try await test.perform(reset, as: administrator).value != nil)
            #expect(try await test.bureau.staffSession(token: token) == nil)
            let later = try #require(try await test.signIn("wang").value?.token)
            #expect(try await test.bureau.staffSession(token: later)?.state == .needsEnrolment)
            #expect(try await test.perform(EndAllSessions(of: user.staffID), as: administrator).value?.count == 1)
            #expect(try await test.perform(EndAllSessions(of: user.staffID), as: .visitor).reasons == [.notAllowed])
            let silent = CloseStaffUser(staffID: user.staffID, reason: " ")
            #expect(try await test.perform(silent, as: administrator).reasons == [.reasonMissing])
            let own = CloseStaffUser(staffID: chief.staffID, reason: "x")
            #expect(try await test.perform(own, as: administrator).reasons == [.ownAccount])
            let close = CloseStaffUser(staffID: user.staffID, reason: "离职")
            #expect(try await test.perform(close, as: administrator).value != nil)
            #expect(try await test.signIn("wang").reasons == [.signInFailed], "a closed user looks like an unknown one")
            #expect(try await test.perform(unlock, as: .system).reasons == [.staffClosed])
            let assign = AssignPost(staffID: user.staffID, role: .townshipClerk, region: try RegionCode("371621001"))
            #expect(try await test.perform(assign, as: administrator).reasons == [.staffClosed])
        }
    }

    @Test func `the audit log names no login, password or phone`() async throws {
        try await withSignInBureau { test in
            _ = try await test.addStaff("wang.secret", .townshipClerk, at: "371621001")
            _ = try await test.signIn("wang.secret", "wrong password")
            _ = try await test.signedIn()
            let rows = try await test.bureau.store.read { try $0.sql.query("SELECT * FROM audit_entry") }
            #expect(rows.count >= 3)
            for row in rows {
                let reason = try row.text("reason")
                #expect(
                    !reason.contains("secret") && !reason.contains(Sample.phone) && !reason.contains(Sample.password))
            }
        }
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import Sealing
import Storage
import Testing

@Suite struct StaffSignInTests {
    @Test func `password, second factor and the only post make an actor`() async throws {
        try await withSignInBureau { test in
            let user = try await test.addStaff("wang.hf", .townshipClerk, at: "371621001")
            let token = try #require(try await test.signIn(" Wang.HF ").value?.token)
            let early = try #require(try await test.bureau.staffSession(token: token))
            #expect(early.state == .needsSecondFactor && early.posts.isEmpty && early.actor == nil)
            let choice = ChoosePost(sessionToken: token, postID: user.postID)
            #expect(try await test.perform(choice, as: .visitor).reasons == [.notSignedIn])
            let enter = EnterSecondFactor(sessionToken: token, code: test.totp())
            #expect(try await test.perform(enter, as: .visitor) == .done(.accepted))
            let session = try #require(try await test.bureau.staffSession(token: token))
            let actor = try #require(session.actor?.staff)
            #expect(actor.postID == user.postID && actor.role == .townshipClerk && actor.region.text == "371621001")
            #expect(session.name == "王惠芳" && session.posts.map(\.regionName) == ["孙武街道"])
            #expect(try await test.auditVerbs("staff", user.staffID.rawValue).contains("staff.signedIn"))
            #expect(try await test.perform(EndStaffSession(sessionToken: token), as: .visitor).value?.count == 1)
            #expect(try await test.bureau.staffSession(token: token) == nil)
        }
    }

    @Test func `of two posts one is chosen, and only an own one`() async throws {
        try await withSignInBureau { test in
            let user = try await test.addStaff("two", .townshipClerk, at: "371621001")
            let other = try await test.addStaff("other", .townshipClerk, at: "371621101")
            let second = try #require(
                try await test.perform(
                    AssignPost(
                        staffID: user.staffID, role: .townshipClerk, region: try RegionCode("371621101")), as: .system
                ).value)
            let token = try #require(try await test.signIn("two").value?.token)
            _ = try await test.perform(EnterSecondFactor(sessionToken: token, code: test.totp()), as: .visitor)
            let session = try #require(try await test.bureau.staffSession(token: token))
            #expect(session.state == .needsPost && session.posts.map(\.id) == [user.postID, second.postID])
            let foreign = ChoosePost(sessionToken: token, postID: other.postID)
            #expect(try await test.perform(foreign, as: .visitor).reasons == [.notFound])
            let choice = ChoosePost(sessionToken: token, postID: second.postID)
            #expect(try await test.perform(choice, as: .visitor).value?.region.text == "371621101")
            let close = ClosePost(postID: second.postID, reason: "调岗")
            #expect(try await test.perform(close, as: .system).value != nil)
            #expect(try await test.bureau.staffSession(token: token)?.state == .needsPost, "a closed post is no post")
        }
    }

    @Test func `five failures lock for fifteen minutes, a known login and an unknown one alike`() async throws {
        try await withSignInBureau { test in
            _ = try await test.addStaff("known", .townshipClerk, at: "371621001")
            for login in ["known", "unknown"] {
                for _ in 1...4 { #expect(try await test.signIn(login, "wrong password").reasons == [.signInFailed]) }
                #expect(try await test.signIn(login, "wrong password").reasons == [.loginLocked])
                #expect(try await test.signIn(login).reasons == [.loginLocked], "the right password does not help now")
            }
            test.clock.advance(seconds: 901)
            #expect(try await test.signIn("known").value != nil)
            #expect(try await test.signIn("unknown").reasons == [.signInFailed])
        }
    }

    @Test func `one address tries sixty passwords an hour`() async throws {
        try await withSignInBureau { test in
            for number in 1...60 { _ = try await test.signIn("nobody\(number)", "wrong password") }
            #expect(try await test.signIn("nobody", "wrong password").reasons == [.addressTooOften])
            #expect(
                try await test.signIn("nobody", "wrong password", from: "203.0.113.10").reasons == [.signInFailed])
        }
    }

    @Test func `a code of the second factor works once, also in another session`() async throws {
        try await withSignInBureau { test in
            _ = try await test.addStaff("wang", .townshipClerk, at: "371621001")
            let first = try #require(try await test.signIn("wang").value?.token)
            let second = try #require(try await test.signIn("wang").value?.token)
            let code = test.totp()
            let enter = EnterSecondFactor(sessionToken: first, code: code)
            #expect(try await test.perform(enter, as: .visitor) == .done(.accepted))
            let replay = EnterSecondFactor(sessionToken: second, code: code)
            #expect(try await test.perform(replay, as: .visitor) == .done(.wrongCode(triesLeft: 4)))
            test.clock.advance(seconds: 30)
            let fresh = EnterSecondFactor(sessionToken: second, code: test.totp())
            #expect(try await test.perform(fresh, as: .visitor) == .done(.accepted))
        }
    }

    @Test func `wrong second factors lock as passwords do, and knowing the password does not reset the count`()
        async throws
    {
        try await withSignInBureau { test in
            _ = try await test.addStaff("wang", .townshipClerk, at: "371621001")
            var answers: [SecondFactorAnswer] = []
            for _ in 1...5 {
                let token = try #require(try await test.signIn("wang").value?.token)
                let enter = EnterSecondFactor(sessionToken: token, code: "00000")
                if let answer = try await test.perform(enter, as: .visitor).value { answers.append(answer) }
                if answers.count == 5 { #expect(try await test.bureau.staffSession(token: token) == nil) }
            }
            #expect(answers == [4, 3, 2, 1, 0].map { .wrongCode(triesLeft: $0) })
            #expect(try await test.signIn("wang").reasons == [.loginLocked])
        }
    }

    @Test func `without a second factor one is enrolled before anything else`() async throws {
        try await withSignInBureau { test in
            let user = try await test.addStaff("fresh", .countyReviewer, at: "371621", secret: nil)
            let token = try #require(try await test.signIn("fresh").value?.token)
            #expect(try await test.bureau.staffSession(token: token)?.state == .needsEnrolment)
            let enter = EnterSecondFactor(sessionToken: token, code: "000000")
            #expect(try await test.perform(enter, as: .visitor).reasons == [.secondFactorMissing])
            let confirmEarly = ConfirmTOTPEnrolment(sessionToken: token, code: "000000")
            #expect(try await test.perform(confirmEarly, as: .visitor).reasons == [.enrolmentNotBegun])
            let begin = BeginTOTPEnrolment(sessionToken: token)
            let shown = try #require(try await test.perform(begin, as: .visitor).value)
            #expect(try await test.perform(begin, as: .visitor).value == shown, "a reload shows the same secret")
            #expect(shown.address.contains("secret=\(shown.secret)"))
            let other = try #require(try await test.signIn("fresh").value?.token)
            let elsewhere = try await test.perform(BeginTOTPEnrolment(sessionToken: other), as: .visitor).value
            #expect(elsewhere != shown, "another session is shown another secret")
            let pending = try await test.bureau.store.read { transaction in
                try transaction.staffSession(token: token).flatMap { try transaction.pendingSecret($0.id) }
            }
            let code = test.totp(try #require(pending))
            let confirm = ConfirmTOTPEnrolment(sessionToken: token, code: code)
            #expect(try await test.perform(confirm, as: .visitor) == .done(.accepted))
            #expect(try await test.bureau.staffSession(token: token)?.actor != nil)
            #expect(try await test.bureau.staffSession(token: other)?.state == .needsSecondFactor)
            let late = BeginTOTPEnrolment(sessionToken: other)
            #expect(try await test.perform(late, as: .visitor).reasons == [.secondFactorEnrolled])
            let replay = EnterSecondFactor(sessionToken: other, code: code)
            #expect(try await test.perform(replay, as: .visitor) == .done(.wrongCode(triesLeft: 4)))
            #expect(try await test.auditVerbs("staff", user.staffID.rawValue).contains("staff.secondFactorEnrolled"))
        }
    }

    @Test func `staff sessions end after thirty idle minutes and ten hours`() async throws {
        try await withSignInBureau { test in
            _ = try await test.addStaff("wang", .townshipClerk, at: "371621001")
            let idle = try #require(try await test.signIn("wang").value?.token)
            test.clock.advance(seconds: 1800)
            #expect(try await test.bureau.staffSession(token: idle) == nil)
            let enter = EnterSecondFactor(sessionToken: idle, code: test.totp())
            #expect(try await test.perform(enter, as: .visitor).reasons == [.notSignedIn])
            let long = try #require(try await test.signIn("wang").value?.token)
            for _ in 1..<40 {
                test.clock.advance(seconds: 900)
                #expect(try await test.bureau.staffSession(token: long) != nil)
            }
            test.clock.advance(seconds: 900)
            #expect(try await test.bureau.staffSession(token: long) == nil)
        }
    }
}

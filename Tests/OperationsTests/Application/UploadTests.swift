import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// Files of drafts and cases: stored once, read by those who may.
@Suite struct UploadTests {
    @Test func `the same photo twice is one file, and only its owner reads it`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let other = Actor.citizen(try await test.citizen(phone: "19900000002"))
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let stranger = Actor.staff(try await test.staff(.townshipClerk, at: "371621101"))
            let household = Household()
            let (id, version) = try await household.fill(test, as: actor)
            func attach(_ bytes: [UInt8], as who: Actor, key: String) async throws -> Outcome<UploadID> {
                try await test.bureau.attachUpload(
                    bytes, mediaType: "image/jpeg", purpose: .identityCard, to: .draft(id), as: who, key: key)
            }
            let first = try await attach([1, 2, 3], as: actor, key: "a").get()
            #expect(try await attach([1, 2, 3], as: actor, key: "b").get() == first)
            #expect(try await attach([1, 2, 3], as: actor, key: "a").get() == first)
            #expect(try await attach([9], as: actor, key: "a").reasonCodes == ["keyReused"])
            #expect(try await attach([9], as: other, key: "c").reasonCodes == ["notFound"])
            let elsewhere = try await test.bureau.attachUpload(
                [1, 2, 3], mediaType: "image/jpeg", purpose: .income, to: .draft(id), as: actor, key: "again")
            #expect(elsewhere.reasonCodes == ["uploadedBefore"])
            #expect(elsewhere.reasons.first?.chinese.contains("身份证") == true, "it says as what, and when")
            #expect(try await test.count("upload") == 1)
            #expect(try await test.bureau.upload(first, as: actor)?.bytes == [1, 2, 3])
            for who in [other, clerk, .visitor] { #expect(try await test.bureau.upload(first, as: who) == nil) }
            try await household.authorize(test, draft: id, as: actor)
            _ = try await test.perform(SubmitApplication(draftID: id, version: version), as: actor).get()
            #expect(try await test.bureau.upload(first, as: clerk)?.mediaType == "image/jpeg")
            #expect(try await test.bureau.upload(first, as: actor) != nil)
            for who in [other, stranger] { #expect(try await test.bureau.upload(first, as: who) == nil) }
            let looks = try await test.bureau.store.read {
                try $0.auditLines(subjectKind: "upload", subjectID: first.rawValue)
            }
            #expect(looks.map(\.actor) == [clerk.row].map { ActorRow(kind: $0.kind, id: $0.id, postID: $0.postID) })
        }
    }

    @Test func `what is empty, large, of another type or too many is refused`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let (id, _) = try await Household().fill(test, as: actor)
            func attach(_ bytes: [UInt8], _ type: String = "image/png", _ purpose: UploadPurpose = .other) async throws
                -> [String]
            {
                try await test.bureau.attachUpload(
                    bytes, mediaType: type, purpose: purpose, to: .draft(id), as: actor,
                    key: "k\(test.clock.now.milliseconds)"
                ).reasonCodes
            }
            #expect(try await attach([]) == ["uploadEmpty"])
            #expect(try await attach([UInt8](repeating: 0, count: UploadLimits.bytesMax + 1)) == ["uploadTooLarge"])
            #expect(try await attach([1], "text/html") == ["uploadTypeRefused"])
            #expect(try await attach([1], "image/png", .noticePhoto) == ["notAllowed"])
            for byte in 0..<UInt8(UploadLimits.draftFilesMax) { #expect(try await attach([byte, 7]).isEmpty) }
            #expect(try await attach([99, 7]) == ["uploadsTooMany"])
        }
    }
}

import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage

/// A family of three invented for tests, and the steps that bring it to a case.
struct Household {
    static let village = "371621001201"
    var names = ["赵小龙", "钱小梅", "赵小宝"]
    var serial = 1

    /// A sound ID made from a birth day and a serial.
    static func id(_ birth: String, _ serial: Int) throws -> CitizenID {
        let tail = String(serial)
        let body = "371621" + birth + String(repeating: "0", count: 3 - tail.count) + tail
        return try CitizenID(body + String(CitizenID.checkCharacter(forFirst17: body)))
    }

    var ids: [CitizenID] {
        get throws {
            try zip(["19800501", "19820611", "20150912"], [0, 1, 2]).map { try Self.id($0, serial * 3 + $1) }
        }
    }

    /// The answers of all pages, sound.
    func parts(phone: String = "19900000001", village: String = Household.village) throws -> [DraftPart] {
        let ids = try ids
        let relations: [MemberRelation] = [.applicant, .spouse, .child]
        let region = try RegionCode(village)
        return ids.indices.map { position in
            .member(
                DeclaredMember(
                    number: 0, name: names[position], idNumber: ids[position].text, relation: relations[position],
                    health: .healthy, isStudent: false, isAbleToWork: true, employment: .casualWork))
        } + [
            .incomes([DeclaredItem(memberNumber: 1, kind: .wage, amount: .monthly(Money(yuan: 900)))]),
            .properties([]), .expenses([]), .hardship("看病花费大，收入少。"),
            .places(register: region, residence: region, address: "三组12号"),
            .contact(phone: phone, bankAccount: "6217000000001858", accountHolderNumber: 1),
            .pledge(isPledged: true, hasRelativeOnStaff: false),
        ]
    }

    /// Begins a draft and answers every page; says the draft and its version.
    func fill(
        _ test: TestBureau, as actor: Actor, village: String = Household.village
    ) async throws -> (id: DraftID, version: Int64) {
        let start = StartDraft(
            program: .dibao, region: try RegionCode(village), applicantPhone: actor.staff == nil ? nil : "19900000001")
        let id = try await test.perform(start, as: actor).get()
        var version: Int64 = 1
        for part in try parts(village: village) {
            version = try await test.perform(
                SaveDraftPart(draftID: id, version: version, part: part), as: actor
            ).get().version
        }
        return (id, version)
    }

    /// Lets everybody authorise: the adults by codes to a phone, the child by the guardian.
    func authorize(_ test: TestBureau, draft: DraftID, as actor: Actor) async throws {
        for (position, name) in names.enumerated() {
            let number = position + 1
            var act = AuthorizationAct.guardian(name: names[0])
            if number < 3 {
                let phone = "1390000\(1000 + serial * 10 + number)"
                let code = try await test.perform(
                    RequestPhoneCode(
                        phone: phone, addressKey: "test-\(serial)",
                        purpose: .authorize(draftID: draft, memberNumber: number)), as: actor
                ).get().shownCode
                act = .ownCode(phone: phone, code: code ?? "")
            }
            _ = try await test.perform(
                RecordAuthorization(
                    owner: .draft(draft), memberNumber: number, act: act, textHash: Self.text(name).hashText),
                as: actor
            ).get()
        }
    }

    /// The text that the page shows for a person.
    static func text(_ name: String) -> AuthorizationText {
        AuthorizationText(personName: name, program: .dibao, bureauName: "滨州市社会救助")
    }

    /// Fills, authorises and sends.
    func submit(
        _ test: TestBureau, as actor: Actor, village: String = Household.village
    ) async throws -> SubmittedApplication {
        let draft = try await fill(test, as: actor, village: village)
        try await authorize(test, draft: draft.id, as: actor)
        return try await test.perform(SubmitApplication(draftID: draft.id, version: draft.version), as: actor).get()
    }
}

/// A refusal where a test expected a result.
struct Refused: Error, CustomStringConvertible {
    let reasons: [Reason]
    var description: String { reasons.map { "\($0.code): \($0.chinese)" }.joined(separator: "\n") }
}

extension Outcome {
    /// The result, or the reasons as an error.
    func get() throws -> Value {
        switch self {
        case .done(let value): return value
        case .refused(let reasons): throw Refused(reasons: reasons)
        }
    }

    /// The codes of the reasons.
    var reasonCodes: [String] { reasons.map(\.code) }
}

/// Runs a test on a fresh bureau and closes it.
func withBureau(_ body: (TestBureau) async throws -> Void) async throws {
    let test = try await TestBureau.make()
    do {
        try await body(test)
    } catch {
        await test.close()
        throw error
    }
    await test.close()
}

extension TestBureau {
    /// How many rows a table has.
    func count(_ table: String) async throws -> Int {
        try await bureau.store.read { try $0.sql.count("SELECT count(*) FROM \(raw: table)") }
    }
}

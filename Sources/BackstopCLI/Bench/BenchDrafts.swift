import ArgumentParser
import BackstopServer
import Casework
import Foundation
import Operations
import Primitives
import Storage

/// `backstop bench drafts`: complete drafts ready to be sent, each with the session that may send it, as JSON lines.
struct BenchDrafts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drafts", abstract: "Makes complete drafts, ready to be sent.")

    @OptionGroup var options: StoreOptions
    @Option(help: "How many.") var count = 100
    @Option(help: "Made at once.") var senders = 64

    func run() async throws {
        try await options.withBureau { installed in
            let lines = try await DraftFactory(bureau: installed.bureau).make(count, senders: senders)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            for line in lines { Terminal.say(String(decoding: try encoder.encode(line), as: UTF8.self)) }
        }
    }
}

/// A draft ready to be sent and the session that may send it.
struct ReadyDraft: Codable, Sendable {
    let session: String
    let account: String
    let draft: String
    let version: Int64
}

/// Makes complete drafts by the verbs a citizen uses, for invented people with valid, unassigned ID numbers.
struct DraftFactory: Sendable {
    let bureau: Bureau

    func make(_ count: Int, senders: Int) async throws -> [ReadyDraft] {
        let origin = try await bureau.store.read { try $0.installationValue(.origin) }
        guard origin == "demo" else {
            throw InstallationError("This store was not made by demo. Benchmarks run on demo stores only.")
        }
        let villages = try await bureau.view(as: .system) { try RegionChoices.load(.village, in: $0).regions }
        guard !villages.isEmpty else { throw InstallationError("This store has no villages. Run backstop demo first.") }
        // A start that no earlier run of this factory used: people are found by their ID, and families by their people.
        let first = Int(bureau.systemClock().milliseconds / 1000 % 9_000) * 1_000
        return try await withThrowingTaskGroup(of: [ReadyDraft].self) { group in
            for sender in 0..<senders {
                group.addTask {
                    var made: [ReadyDraft] = []
                    for number in stride(from: sender, to: count, by: senders) {
                        made.append(try await draft(first + number, at: villages[number % villages.count].code))
                    }
                    return made
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func draft(_ number: Int, at village: RegionCode) async throws -> ReadyDraft {
        let run = String(Token.random())
        let phone = "198" + padded(number % 100_000_000, 8)
        let issued = try await done(
            RequestPhoneCode(phone: phone, addressKey: "bench-\(number)"), as: .visitor, key: "code-\(run)")
        guard let code = issued.shownCode else { throw InstallationError("The store does not show phone codes.") }
        let signedIn = try await done(
            SignInWithPhoneCode(phone: phone, code: code), as: .visitor, key: "sign-in-\(run)")
        guard let opened = signedIn.session else { throw InstallationError("The shown code was not accepted.") }
        let actor = Actor.citizen(opened.accountID)
        let id = try await done(StartDraft(program: .dibao, region: village), as: actor, key: "start-\(run)")
        var version: Int64 = 1
        for (index, part) in try parts(number, village: village, phone: phone).enumerated() {
            let saved = try await done(
                SaveDraftPart(draftID: id, version: version, part: part), as: actor, key: "part-\(run)-\(index)")
            version = saved.version
        }
        version = try await authorize(id, phone: phone, number: number, actor: actor, run: run, version: version)
        return ReadyDraft(
            session: opened.token, account: opened.accountID.text, draft: id.text, version: version)
    }

    private func authorize(
        _ id: DraftID, phone: String, number: Int, actor: Actor, run: String, version: Int64
    ) async throws -> Int64 {
        let reason = "本人暂时不便，到窗口当面签字"
        _ = try await done(
            RecordAuthorization(owner: .draft(id), memberNumber: 1, act: .later(reason: reason), textHash: ""),
            as: actor, key: "authorize-\(run)")
        let view = try await bureau.view(as: actor) { try DraftView.load(id, in: $0) }
        return view?.draft.version ?? version
    }

    private func parts(_ number: Int, village: RegionCode, phone: String) throws -> [DraftPart] {
        let id = try Self.citizenID(number)
        let member = DeclaredMember(
            number: 0, name: "测试\(Self.surname(number))", idNumber: id, relation: .applicant, health: .chronicIllness,
            isAbleToWork: false, employment: .unable, phone: phone)
        return [
            .member(member),
            .incomes([DeclaredItem(memberNumber: 1, kind: .transfer, amount: .monthly(Money(yuan: 120)))]),
            .properties([DeclaredItem(memberNumber: 1, kind: .deposit, amount: .once(Money(yuan: 800)))]),
            .expenses([DeclaredItem(memberNumber: 1, kind: .medical, amount: .yearly(Money(yuan: 6_000)))]),
            .hardship("一个人生活，常年吃药，没有收入。"),
            .places(register: village, residence: village, address: "3组12号"),
            .contact(phone: phone, bankAccount: "6217000000000000012", accountHolderNumber: 1),
            .pledge(isPledged: true, hasRelativeOnStaff: false),
        ]
    }

    private func done<C: Command>(_ command: C, as actor: Actor, key: String) async throws -> C.Result {
        let outcome = try await bureau.perform(command, as: actor, key: key)
        guard let value = outcome.value else {
            throw InstallationError("\(C.name) was refused: \(outcome.reasons.map(\.english).joined(separator: " "))")
        }
        return value
    }

    /// An invented ID: division 371699, which no county has, a birth date by number, and a right check character.
    static func citizenID(_ number: Int) throws -> String {
        let born = try CivilDate(year: 1950, month: 1, day: 1).adding(days: number / 999 % 15_000)
        let digits = "371699" + born.text.filter { $0 != "-" } + padded(number % 999 + 1, 3)
        return digits + String(CitizenID.checkCharacter(forFirst17: digits))
    }

    private static func surname(_ number: Int) -> String {
        let characters = Array("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨")
        return String(characters[number % characters.count])
    }
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

private enum Token {
    static func random() -> UInt64 { UInt64.random(in: .min ... .max) }
}

import Casework
import FoundationEssentials
package import Primitives
package import Storage

/// What medical security is told of a family: enough to treat it the same day, and nothing of its means.
package struct MedicalNoticeContent: Codable, Hashable, Sendable {
    /// A person of the family.
    package struct Person: Codable, Hashable, Sendable {
        /// The name.
        package var name: String
        /// The citizen ID.
        package var idNumber: String

        /// Names a person.
        package init(name: String, idNumber: String) { (self.name, self.idNumber) = (name, idNumber) }
    }

    /// The notice's number, by which a repeat is recognised.
    package var id: String
    /// What it is about: `provisional`, `recognised`, `onApplication` or `ended`.
    package var kind: MedicalNoticeKind
    /// The case's acceptance number.
    package var caseNumber: String
    /// The program recognised; the class of an application for medical aid is `illnessPoverty`.
    package var program: String
    /// The county whose civil affairs bureau recognised.
    package var county: String
    /// The day from which medical aid counts; the last day for `ended`.
    package var entryDay: CivilDate
    /// The last day of a recognition with a term; nil otherwise.
    package var throughDay: CivilDate?
    /// Whom it is about.
    package var people: [Person]

    /// Writes a notice.
    package init(
        id: String, kind: MedicalNoticeKind, caseNumber: String, program: String, county: String, entryDay: CivilDate,
        throughDay: CivilDate?, people: [Person]
    ) {
        (self.id, self.kind, self.caseNumber, self.program) = (id, kind, caseNumber, program)
        (self.county, self.entryDay, self.throughDay, self.people) = (county, entryDay, throughDay, people)
    }
}

/// A recognition on its way to medical security (移交医疗保障): a row in the transaction of the recognition.
enum MedicalHandOvers {
    /// Writes what a recognition tells, also a provisional one; sent at once, repeated until acknowledged.
    static func tell(of file: CaseFile, in context: CommandContext) throws {
        let kind: MedicalNoticeKind = file.row.state == .provisionalActive ? .provisional : .recognised
        try tell(kind, of: file, people: file.members, entry: context.today, through: nil, in: context)
    }

    /// Tells that a recognition has ended, where medical security was told of one and not yet of its end.
    static func tellEnd(of file: CaseFile, in context: CommandContext) throws {
        guard let last = try context.store.medicalNotices(of: file.row.id, in: context.scope).last,
            last.kind != .ended
        else { return }
        try tell(.ended, of: file, people: file.members, entry: context.today, through: nil, in: context)
    }

    /// Writes a notice about some people of a case.
    static func tell(
        _ kind: MedicalNoticeKind, of file: CaseFile, people: [CaseMemberRow], entry: CivilDate, through: CivilDate?,
        in context: CommandContext
    ) throws {
        let id: MedicalNoticeID = context.store.ids.next()
        let county = file.row.region.ancestor(at: .county) ?? file.row.region
        let content = MedicalNoticeContent(
            id: id.text, kind: kind, caseNumber: file.row.number,
            program: kind == .onApplication ? "illnessPoverty" : file.row.program.rawValue, county: county.text,
            entryDay: entry, throughDay: through,
            people: people.map { MedicalNoticeContent.Person(name: $0.name, idNumber: $0.idNumber.text) })
        try context.store.insertMedicalNotice(
            MedicalNoticeRow(
                id: id, caseID: file.row.id, kind: kind, content: try StoreTransaction.json(content),
                handOver: MedicalHandOver(entryDate: entry, isProvisional: kind == .provisional), on: context.today,
                nextTry: context.now),
            at: context.now)
        try context.audit(
            "medical.told", "case", file.row.id.rawValue, region: file.row.region,
            payload: "{\"kind\":\"\(kind.rawValue)\",\"people\":\(people.count)}")
    }
}

/// What carries notices to medical security: HTTP in the server, memory in tests.
///
/// The receiver takes a notice's number once; the same number again is answered with the same receipt.
package protocol MedicalGateway: Sendable {
    /// Hands a notice over; returns the receipt, or throws when it was not taken.
    func hand(_ notice: MedicalNoticeContent) async throws -> String
}

/// Why medical security did not take a notice, in a sentence without personal data that is kept with it.
package struct MedicalGatewayError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The sentence, in Chinese.
    package let description: String

    /// Takes the sentence.
    package init(_ description: String) { self.description = description }
}

extension Bureau {
    /// Hands notices over that are due, at most `limit`; returns how many were acknowledged.
    ///
    /// One that is not taken is tried again after the waits of the policy, and never given up. What a sender notes
    /// after it lost its lease is not believed.
    package func handOverToMedical(gateway: any MedicalGateway, limit: Int = 50) async throws -> Int {
        let scope = try await view(as: .system) { $0.scope }
        var acknowledged = 0
        for _ in 0..<limit {
            let instant = systemClock()
            let row = try await store.write { try $0.leaseMedicalNotice(at: instant, leaseSeconds: 60, in: scope) }
            guard let row else { break }
            let content = try StoreTransaction.fromJSON(row.content, as: MedicalNoticeContent.self)
            var (receipt, failure): (String?, String?) = (nil, nil)
            do {
                receipt = try await gateway.hand(content)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                failure = (error as? MedicalGatewayError)?.description ?? "连接中断或超时。"
            }
            let noted = try await perform(
                NoteHandOver(id: row.id, fence: row.fence, receipt: receipt, failure: failure), as: .system,
                key: "medical-\(row.id.text)-\(row.fence)")
            if noted.value == true { acknowledged += 1 }
        }
        return acknowledged
    }
}

/// Writes down what a try to hand a notice over came to.
struct NoteHandOver: Command {
    static let name = "medical.note"
    var id: MedicalNoticeID
    var fence: Int64
    var receipt: String?
    var failure: String?

    /// Answers whether it is acknowledged now.
    func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard case .system = context.actor else { return .refused([.notAllowed]) }
        guard var row = try context.store.medicalNotice(id, in: context.scope) else { return .refused([.notFound]) }
        guard row.fence == fence else { return .refused([.leaseLost]) }
        guard let file = try context.store.caseRow(row.caseID, in: context.scope) else { return .refused([.notFound]) }
        row.handOver = row.handOver.tried(at: context.now, isAcknowledged: receipt != nil)
        row.receipt = receipt
        row.lastError = failure
        let terms = try HandOverTerms(context.policies(on: context.today), region: file.region, on: context.today)
        row.nextTry = row.handOver.nextTry(from: context.now, terms: terms) ?? context.now
        try context.store.updateMedicalNotice(row, in: context.scope)
        return .done(receipt != nil)
    }
}

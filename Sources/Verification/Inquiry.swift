import Columns
import Primitives

/// Rows picked from one dataset for several members, and whether every member's source answered.
struct Gathered<Value> {
    var values: [Value] = []
    var isComplete = true
    var answered = 0
}

/// One comparison under way: asks the sources and keeps every answer, line and finding.
final class Inquiry {
    let request: ComparisonRequest
    let limits: ComparisonLimits
    private let catalogue: Catalogue
    private let snapshots: any SnapshotReading
    private var answers: [SourceAnswer] = []
    private var lines: [ReportLine] = []
    private var findings: [Finding] = []
    /// Members whose identity a person must settle first; nothing found under their number weighs as a conflict.
    var unsettled: Set<Int> = []

    init(
        request: ComparisonRequest, catalogue: Catalogue, limits: ComparisonLimits, snapshots: any SnapshotReading
    ) {
        self.request = request
        self.catalogue = catalogue
        self.limits = limits
        self.snapshots = snapshots
    }

    var month: CalendarMonth { request.asOf.calendarMonth }
    var yearBefore: Int64 { Int64(request.asOf.year - 1) }
    var people: Range<Int> { request.people.indices }

    /// Whether a day is within 365 days up to the day of the comparison: A − 365 < day ≤ A.
    func isWithinYear(_ day: CivilDate?) -> Bool {
        guard let day else { return false }
        return day <= request.asOf && day.days(until: request.asOf) < 365
    }

    /// Asks one dataset for one member; nil when it did not answer.
    ///
    /// Only picked rows count as a hit.
    func gather<Value>(
        _ dataset: String, _ columns: String..., person: Int, pick: (SnapshotRow) throws -> Value?
    ) -> [Value]? {
        var answer = open(dataset, person: person)
        defer { keep(answer) }
        guard answer.status != .noAnswer else { return nil }
        do {
            var picked: [Value] = []
            let key = PackedCitizenID(request.people[person].id)
            for column in columns {
                for row in try snapshots.rows(of: dataset, column: column, person: key) {
                    if let value = try pick(row) { picked.append(value) }
                }
            }
            answer.rows = picked.count
            answer.status = picked.isEmpty ? .noHit : .hit
            return picked
        } catch {
            answer.status = .error
            answer.reason = "\(error)"
            return nil
        }
    }

    /// Asks one dataset for every member.
    func gatherAll<Value>(
        _ dataset: String, _ column: String, pick: (SnapshotRow) throws -> Value?
    ) -> Gathered<Value> {
        var all = Gathered<Value>()
        for person in people {
            if let values = gather(dataset, column, person: person, pick: pick) {
                all.values += values
                all.answered += 1
            } else {
                all.isComplete = false
            }
        }
        return all
    }

    /// Rows of a dataset under a text key, for a source that has been asked by person already.
    func rows(of dataset: String, column: String, text: String) throws -> [SnapshotRow] {
        try snapshots.rows(of: dataset, column: column, text: text)
    }

    /// Rows of somebody outside the family, for the one hop that a rule allows; nil when the source is silent.
    func rowsOfOther(_ dataset: String, column: String, person: PackedCitizenID) -> [SnapshotRow]? {
        try? snapshots.rows(of: dataset, column: column, person: person)
    }

    private func open(_ dataset: String, person: Int) -> SourceAnswer {
        let definition = catalogue[dataset]
        let info = snapshots.current(dataset)
        var reason: String?
        if definition == nil {
            reason = "数据集目录中没有 \(dataset)"
        } else if info == nil {
            reason = "该部门的数据尚未接入"
        } else if definition?.needsAuthorization == true {
            reason = authorizationGap(of: request.people[person])
        }
        return SourceAnswer(
            dataset: dataset, title: definition?.name ?? dataset, department: definition?.department ?? "",
            member: request.people[person].key, status: reason == nil ? .noHit : .noAnswer, rows: 0,
            asOf: info?.asOf, queriedAt: request.queriedAt, reason: reason)
    }

    private func authorizationGap(of person: ComparedPerson) -> String? {
        switch person.authorization {
        case .given(_, let validThrough) where validThrough >= request.asOf: nil
        case .given(let number, let validThrough): "授权书 \(number) 已于 \(validThrough.chineseText) 到期"
        case .absent(let reason): "未取得有效授权（\(reason)）"
        }
    }

    private func keep(_ answer: SourceAnswer) {
        if let index = answers.firstIndex(where: { $0.dataset == answer.dataset && $0.member == answer.member }) {
            if answer.status == .error || (answers[index].status == .noHit && answer.status == .hit) {
                answers[index] = answer
            }
        } else {
            answers.append(answer)
        }
    }

    /// Says that rows under a member's number carry another name.
    func markNameMismatch(_ dataset: String, person: Int) {
        let key = request.people[person].key
        for index in answers.indices where answers[index].dataset == dataset && answers[index].member == key {
            answers[index].status = .nameMismatch
        }
    }

    /// Adds one line of declared against found; found stays empty when no source answered.
    func line(
        _ item: String, _ title: String, person: Int? = nil, declared: Quantity? = nil, found: Quantity?,
        isComplete: Bool = true
    ) {
        lines.append(
            ReportLine(
                item: item, title: title, member: person.map { request.people[$0].key }, declared: declared,
                found: found,
                isComplete: isComplete))
    }

    /// Adds one finding; a conflict of somebody whose identity is not settled is a question.
    func find(
        _ rule: String, _ sentence: String, _ severity: FindingSeverity, person: Int? = nil, dataset: String,
        observed: Quantity, limit: Quantity, evidence: [FindingEvidence]
    ) {
        let isSettled = person.map { !unsettled.contains($0) } ?? unsettled.isEmpty
        findings.append(
            Finding(
                rule: rule, sentence: sentence, severity: severity == .conflict && !isSettled ? .question : severity,
                member: person.map { request.people[$0].key }, dataset: dataset, observed: observed, limit: limit,
                evidence: evidence))
    }

    func report() -> VerificationReport {
        let needed: Set<DatasetKind> = [.property, .income, .status, .incompatible]
        let silent = answers.filter { answer in
            guard answer.status == .noAnswer || answer.status == .error else { return false }
            return catalogue[answer.dataset].map { needed.contains($0.kind) } ?? true
        }
        let conflicts = findings.filter { $0.severity == .conflict }
        let doubts = findings.filter { $0.severity == .incomeDifference || $0.severity == .question }
        let names = Dictionary(uniqueKeysWithValues: request.people.map { ($0.key, $0.name) })
        func reason(_ finding: Finding) -> String {
            let subject = finding.member.flatMap { names[$0] } ?? "家庭"
            return "\(subject)：\(finding.sentence)（查得 \(finding.observed.text)，界限 \(finding.limit.text)）"
        }
        return VerificationReport(
            schemaVersion: 1, number: request.number, version: request.version, commissionedBy: request.commissionedBy,
            purpose: request.purpose, asOf: request.asOf, queriedAt: request.queriedAt,
            validThrough: request.validThrough,
            members: request.people.map { person in
                ReportMember(
                    key: person.key, name: person.name, lastFour: person.id.lastFour,
                    authorizationNumber: authorizationNumber(of: person))
            },
            answers: answers, lines: lines, findings: findings,
            conclusion: !conflicts.isEmpty ? .doesNotMeet : doubts.isEmpty && silent.isEmpty ? .meets : .needsReview,
            reasons: (conflicts + doubts).map(reason)
                + silent.map { "未答复：\($0.title)，\(names[$0.member] ?? $0.member)，\($0.reason ?? "原因不明")" },
            objectionChannel: request.objectionChannel)
    }

    private func authorizationNumber(of person: ComparedPerson) -> String? {
        guard case .given(let number, let validThrough) = person.authorization, validThrough >= request.asOf else {
            return nil
        }
        return number
    }
}

/// Sums that stop at the greatest number instead of trapping, since department data may hold anything.
func total(_ numbers: some Sequence<Int64>) -> Int64 {
    numbers.reduce(0) { sum, number in
        let (result, overflow) = sum.addingReportingOverflow(number)
        return overflow ? (number > 0 ? .max : .min) : result
    }
}

/// A product that stops at the greatest number instead of trapping.
func product(_ left: Int64, _ right: Int64) -> Int64 {
    let (result, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? ((left < 0) == (right < 0) ? .max : .min) : result
}

extension FindingEvidence {
    init(_ row: SnapshotRow, date: String? = nil, note: String? = nil) {
        self.init(dataset: row.schema.name, recordNumber: row.recordNumber, date: date, note: note)
    }
}

extension Sequence where Element == String {
    /// How many texts differ by their bytes.
    var distinctCount: Int64 { Int64(Set(map { Array($0.utf8) }).count) }
}

import Columns
import Primitives

/// Every dataset asked about every member, and how each answered.
struct SourceAsking {
    private(set) var answers: [SourceAnswer] = []
    private(set) var calls: RollCall
    /// Citizen IDs that may be read, by dataset that needs an authorisation.
    private(set) var authorized: [String: Set<String>] = [:]

    private let book: ReportBook
    private let source: any RowSource
    private let days: [String: CivilDate]
    private let request: ComparisonRequest

    init(
        _ book: ReportBook, _ source: any RowSource, days: [String: CivilDate], request: ComparisonRequest
    ) {
        (self.book, self.source, self.days, self.request) = (book, source, days, request)
        calls = RollCall(names: book.layout.names, source)
    }

    /// Datasets that cannot be read.
    var broken: Set<String> { Set(calls.broken.keys).union(failed) }
    private var failed: Set<String> = []

    mutating func askAll() {
        let ledger = AuthorizationLedger(request.people.flatMap(\.papers))
        let subjects = request.people.map { AskedSubject(key: $0.key, person: PackedCitizenID($0.id)) }
        for dataset in book.catalogue.datasets {
            let plan = ledger.plan(
                for: subjects, dataset: dataset, purpose: request.use, on: request.asOf, queriedAt: request.queriedAt)
            if dataset.needsAuthorization {
                let keys = Set(plan.askable.map(\.subject.key))
                authorized[dataset.code] = Set(request.people.filter { keys.contains($0.key) }.map(\.id.text))
            }
            ask(dataset, plan)
        }
    }

    private mutating func ask(_ dataset: DatasetDefinition, _ plan: AskingPlan) {
        let isThere = source.hasAnswer(dataset.code)
        let isKeyed = !RollCall.keys(of: dataset).isEmpty
        // What is reached through another dataset has no answer of its own about a person, unless it is silent.
        guard isKeyed || !isThere else { return }
        let papers = Dictionary(
            plan.askable.map { ($0.subject.key, $0.authorization?.number) }, uniquingKeysWith: { first, _ in first })
        let askable = request.people.indices.filter { papers[request.people[$0].key] != nil }
        if isThere { calls.call(dataset, askable.map { ($0, request.people[$0].id) }) }
        let silent = Dictionary(plan.silent.map { ($0.member, $0) }, uniquingKeysWith: { first, _ in first })
        for position in request.people.indices {
            let person = request.people[position]
            if !isThere {
                answers.append(answer(dataset, person, .noAnswer, reason: "该部门的数据尚未接入"))
            } else if let answer = silent[person.key] {
                answers.append(answer)
            } else {
                answers.append(heard(dataset, position, paper: papers[person.key] ?? nil))
            }
        }
    }

    private func heard(_ dataset: DatasetDefinition, _ position: Int, paper: String?) -> SourceAnswer {
        let person = request.people[position]
        if let reason = calls.broken[dataset.code] { return answer(dataset, person, .error, reason: reason) }
        let entry = calls.entries[dataset.code]?[position] ?? RollCall.Entry()
        var answer = answer(dataset, person, entry.records.isEmpty ? .noHit : .hit, reason: nil, paper: paper)
        answer.rows = entry.records.count
        let others = calls.otherNames(dataset.code, position, declared: person.name)
        if let trouble = entry.trouble {
            (answer.status, answer.reason) = (.error, trouble)
        } else if !others.isEmpty {
            (answer.status, answer.reason) = (.nameMismatch, "登记的姓名是“\(others[0])”，与申报的不同")
        }
        return answer
    }

    private func answer(
        _ dataset: DatasetDefinition, _ person: ComparedPerson, _ status: AnswerStatus, reason: String?,
        paper: String? = nil
    ) -> SourceAnswer {
        let day = days[dataset.code]
        let limit = dataset.staleAfterDays.flatMap { limit in
            day.map { $0.days(until: request.asOf) > limit ? limit : nil } ?? nil
        }
        return SourceAnswer(
            dataset: dataset.code, title: dataset.name, department: dataset.department, member: person.key,
            status: status, rows: 0, asOf: day, queriedAt: request.queriedAt, reason: reason, staleAfterDays: limit,
            authorization: paper)
    }

    /// The rows of today that are records refuted before.
    func refuted(_ records: [RefutedRecord], digest: EvidenceDigest) -> RefutedRows {
        let positions = Dictionary(
            request.people.enumerated().map { ($1.id, [$0]) }, uniquingKeysWith: { first, _ in first })
        return calls.refuted(records, positions: positions, digest: digest)
    }

    /// Says that a dataset failed while the checks ran.
    mutating func note(broken dataset: String, reason: String) {
        failed.insert(dataset)
        for index in answers.indices where answers[index].dataset == dataset && answers[index].status != .noAnswer {
            answers[index].status = .error
            answers[index].rows = 0
            answers[index].reason = reason
        }
    }

    /// How a dataset answered about a member; nil when it was not asked.
    func status(_ dataset: String, _ member: String) -> AnswerStatus? {
        answers.first { $0.dataset == dataset && $0.member == member }?.status
    }

    /// The datasets that write a member's name otherwise than it was declared.
    var nameScreens: [ScreenedSource.NameScreen] {
        let declared = Dictionary(
            request.people.map { (PackedCitizenID($0.id).rawValue, $0.name) }, uniquingKeysWith: { first, _ in first })
        return book.layout.names.compactMap { column in
            let isOther = request.people.indices.contains { position in
                let records = calls.entries[column.dataset]?[position]?.records ?? []
                return records.contains { record in
                    record.name.map { !$0.utf8.elementsEqual(request.people[position].name.utf8) } ?? false
                }
            }
            guard isOther, let schema = book.catalogue[column.dataset]?.schema,
                let key = schema.position(of: column.key), let name = schema.position(of: column.name)
            else { return nil }
            return ScreenedSource.NameScreen(dataset: column.dataset, key: key, name: name, declared: declared)
        }
    }

    /// Members whom no register knows under the declared name; a person must settle who they are.
    var unsettled: Set<String> {
        Set(
            request.people.map(\.key).filter { member in
                let said = book.layout.identity.map { status($0, member) }
                guard !said.contains(.hit), let register = said.first else { return false }
                return register == .noHit || said.contains(.nameMismatch)
            })
    }
}

import Columns
import Primitives

/// Turns answers and hits into lines, findings and a conclusion.
struct ReportWeighing {
    private let prepared: PreparedReport
    private let request: ComparisonRequest
    private let asking: SourceAsking
    private let runs: ReportMaker.Runs
    private let digest: EvidenceDigest
    private let keys: [String: String]
    private var findings: [Finding] = []
    private var answered: [SuppressedFinding] = []
    private var troubles: [String] = []

    init(
        _ prepared: PreparedReport, _ request: ComparisonRequest, _ asking: SourceAsking, _ runs: ReportMaker.Runs,
        digest: @escaping EvidenceDigest
    ) {
        (self.prepared, self.request, self.asking, self.runs) = (prepared, request, asking, runs)
        self.digest = digest
        keys = Dictionary(request.people.map { ($0.id.text, $0.key) }, uniquingKeysWith: { first, _ in first })
    }

    private var book: ReportBook { prepared.book }
    private var checkCount: Int { book.checks.checks.count }

    mutating func weigh() {
        for hit in runs.all.hits where hit.check < checkCount { findings.append(finding(hit)) }
        for hit in runs.answered where hit.check < checkCount {
            guard let whole = runs.whole, let note = runs.refuted.note(in: datasets(of: hit.check)) else { continue }
            answered.append(SuppressedFinding(finding: finding(hit, hit, of: whole, isDoubtful: false), note: note))
        }
        nameFindings()
        troubles = failures()
    }

    // MARK: Findings

    private func finding(_ hit: CheckHit) -> Finding {
        let settled = runs.named(hit)
        let member = hit.person.isEmpty ? nil : keys[hit.person]
        let unsettled = asking.unsettled
        // What rests on rows under another name shows those rows, and what does not is shown without them.
        return finding(
            hit, settled ?? hit, of: settled == nil ? runs.all : runs.named,
            isDoubtful: settled == nil || member.map { unsettled.contains($0) } ?? !unsettled.isEmpty)
    }

    private func finding(_ hit: CheckHit, _ shown: CheckHit, of result: CheckResult, isDoubtful: Bool) -> Finding {
        let check = book.book.checks[hit.check]
        let member = hit.person.isEmpty ? nil : keys[hit.person]
        let severity = self.severity(of: hit.check)
        let words = EvidenceWords(asking.calls, datasets: datasets(of: hit.check), members: positions(of: member))
        let places = (runs.resting[hit] ?? []).union(words.places(shown.evidence))
        return Finding(
            rule: check.code, title: check.label,
            sentence: result.sentence(of: shown.with(evidence: words.masked(shown.evidence))),
            legalBasis: check.legalBasis, severity: severity == .conflict && isDoubtful ? .question : severity,
            member: member, datasets: datasets(of: hit.check),
            observed: Quantity(shown.observedHundredths, .hundredths),
            limit: Quantity(shown.limitHundredths, .hundredths), evidence: words.records(shown.evidence),
            evidenceHash: digest(result.evidenceKey(of: shown).bytes), records: records(places))
    }

    private func records(_ places: Set<RecordPlace>) -> [FindingRecord] {
        Set(places.map(\.dataset)).sorted().flatMap { dataset in
            request.people.indices.flatMap { position in
                asking.calls.findingRecords(
                    dataset, position, member: request.people[position].key, person: request.people[position].id,
                    digest: digest)
            }
        }.filter { places.contains(RecordPlace(dataset: $0.dataset, number: $0.number)) }
    }

    private func positions(of member: String?) -> [Int] {
        request.people.indices.filter { member == nil || request.people[$0].key == member }
    }

    /// The datasets a check reads, that of its first rows first.
    private func datasets(of check: Int) -> [String] {
        let all = prepared.checks.program.checks[check].datasets
        let first = book.book.checks[check].aggregates.first?.dataset.text
        return all.filter { $0 == first } + all.filter { $0 != first }
    }

    /// Red contradicts a rule; yellow is a question, about income where the check is; care and warnings weigh nothing.
    ///
    /// Income above what was declared contradicts no rule by itself, whatever its colour: whether the family is within
    /// the standard is computed, and whether something was hidden is for a person to find out.
    private func severity(of check: Int) -> FindingSeverity {
        let definition = book.book.checks[check]
        let kinds = datasets(of: check).compactMap { book.catalogue[$0]?.kind }
        let kind = definition.kind ?? (kinds.contains(.warning) ? .warning : kinds.first)
        if kind == .warning { return .warningOnly }
        switch definition.severity {
        case .red: return kind == .income && comparesDeclared(definition) ? .incomeDifference : .conflict
        case .yellow: return kind == .income ? .incomeDifference : .question
        case .care: return .info
        }
    }

    /// Whether the line that is passed is what the member declared.
    private func comparesDeclared(_ check: CheckDefinition) -> Bool {
        let income: Set<FamilyWord> = [.wage, .business, .property, .transfer]
        return check.limit.names.contains { name in book.layout.member[name].map { income.contains($0) } ?? false }
    }

    /// A question for each source with rows under another name that no check has asked about.
    private mutating func nameFindings() {
        for answer in asking.answers where answer.status == .nameMismatch {
            let isAsked = findings.contains { $0.member == answer.member && $0.datasets.contains(answer.dataset) }
            guard !isAsked, let position = positions(of: answer.member).first else { continue }
            let others = asking.calls.othersRecords(
                answer.dataset, position, declared: request.people[position].name)
            let notes = runs.refuted.notes[answer.dataset] ?? [:]
            let standing = others.filter { $0.number.map { notes[$0] == nil } ?? true }
            if let note = others.lazy.compactMap({ $0.number.flatMap { notes[$0] } }).first, standing.isEmpty {
                answered.append(SuppressedFinding(finding: nameFinding(answer, position, others), note: note))
            } else {
                findings.append(nameFinding(answer, position, standing))
            }
        }
    }

    private func nameFinding(_ answer: SourceAnswer, _ position: Int, _ others: [RollCall.Record]) -> Finding {
        let names = others.compactMap(\.name)
        let rule = "nameMismatch"
        let key = EvidenceKey(
            rule: rule, people: [PackedCitizenID(request.people[position].id)], observedHundredths: nil,
            texts: [answer.dataset] + Set(names).sorted())
        return Finding(
            rule: rule, title: "登记的姓名不同",
            sentence: "\(answer.title)在这个身份号码下登记的姓名是“\(names.first ?? "")”，与申报的不同，请核实是不是同一个人。",
            legalBasis: book.catalogue[answer.dataset]?.legalBasis ?? "", severity: .question,
            member: answer.member, datasets: [answer.dataset], observed: Quantity(Int64(names.count), .count),
            limit: Quantity(0, .count), evidence: [FindingEvidence(dataset: answer.dataset, note: names.first)],
            evidenceHash: digest(key.bytes),
            records: records(
                Set(others.compactMap(\.number).map { RecordPlace(dataset: answer.dataset, number: $0) })))
    }

    /// Checks that could not be computed, each a sentence.
    private func failures() -> [String] {
        runs.all.failures.filter { $0.check < checkCount }.map { failure in
            let who = failure.person.isEmpty ? "家庭" : keys[failure.person].flatMap(name) ?? "家庭"
            return "\(who)：“\(book.book.checks[failure.check].label)”没有算出来，有记录无法读取或数字过大，请核对原始记录。"
        }
    }

    private func name(_ member: String) -> String? { request.people.first { $0.key == member }?.name }

    // MARK: Lines

    private func lines() -> [ReportLine] {
        book.items.flatMap { item in
            item.definition.subject == .household
                ? [line(item, person: nil)] : request.people.map { line(item, person: $0) }
        }
    }

    private func line(_ item: ReportBook.Item, person: ComparedPerson?) -> ReportLine {
        let id = person?.id.text ?? ""
        func value(_ check: Int?) -> Quantity? {
            guard let check,
                runs.named.status(of: check, household: ReportMaker.householdKey, person: id) == .hit,
                let hit = runs.named.hits.first(where: { $0.check == check && $0.person == id })
            else { return nil }
            return item.definition.unit.quantity(hundredths: hit.observedHundredths)
        }
        let datasets = datasets(of: item.found)
        let asked = person.map { [$0.key] } ?? request.people.map(\.key)
        let isComplete = datasets.allSatisfy { dataset in
            asked.allSatisfy { member in
                let status = asking.status(dataset, member)
                return status == nil || status == .hit || status == .noHit
            }
        }
        return ReportLine(
            item: item.definition.code.text, title: item.definition.title, member: person?.key,
            declared: value(item.declared), found: value(item.found), isComplete: isComplete, datasets: datasets,
            feeds: item.definition.feeds, isShown: item.definition.isShown)
    }

    // MARK: The whole

    private func isNeeded(_ answer: SourceAnswer) -> Bool {
        switch book.catalogue[answer.dataset]?.kind {
        case .warning, .expense: false
        case .property, .income, .status, .incompatible, nil: true
        }
    }

    func report() -> VerificationReport {
        let (standing, suppressed) = findings.parted(by: request.suppressions)
        let conflicts = standing.filter { $0.severity == .conflict }
        let doubts = standing.filter { $0.severity == .incomeDifference || $0.severity == .question }
        let silent = asking.answers.filter { $0.status.isSilent && isNeeded($0) }
        let isOpen = !doubts.isEmpty || !silent.isEmpty || !troubles.isEmpty
        return VerificationReport(
            schemaVersion: VerificationReport.presentSchema, number: request.number, version: request.version,
            commissionedBy: request.commissionedBy, purpose: request.purpose, asOf: request.asOf,
            queriedAt: request.queriedAt, validThrough: request.validThrough,
            members: request.people.map { person in
                ReportMember(
                    key: person.key, name: person.name, lastFour: person.id.lastFour,
                    authorizationNumber: person.paper(for: request.use, on: request.asOf)?.number)
            },
            answers: asking.answers, lines: lines(), findings: standing, suppressedFindings: answered + suppressed,
            conclusion: !conflicts.isEmpty ? .doesNotMeet : isOpen ? .needsReview : .meets,
            reasons: (conflicts + doubts).map { "\($0.member.flatMap(name) ?? "家庭")：\($0.sentence)" } + troubles
                + silent.map { "未答复：\($0.title)，\(name($0.member) ?? $0.member)，\($0.reason ?? "原因不明")" },
            objectionChannel: request.objectionChannel)
    }
}

extension CheckHit {
    /// The hit with its evidence written otherwise, for people.
    fileprivate func with(evidence: String) -> CheckHit {
        CheckHit(
            check: check, householdNumber: householdNumber, household: household, person: person,
            observedHundredths: observedHundredths, limitHundredths: limitHundredths, evidence: evidence)
    }
}

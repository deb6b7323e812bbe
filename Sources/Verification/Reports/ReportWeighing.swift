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
        findings += nameFindings()
        troubles = failures()
    }

    // MARK: Findings

    private func finding(_ hit: CheckHit) -> Finding {
        let check = book.book.checks[hit.check]
        let settled = runs.named(hit)
        // What rests on rows under another name shows those rows, and what does not is shown without them.
        let shown = settled ?? hit
        let result = settled == nil ? runs.all : runs.named
        let member = hit.person.isEmpty ? nil : keys[hit.person]
        let unsettled = asking.unsettled
        let isDoubtful = settled == nil || member.map { unsettled.contains($0) } ?? !unsettled.isEmpty
        let severity = self.severity(of: hit.check)
        let words = EvidenceWords(asking.calls, datasets: datasets(of: hit.check), members: positions(of: member))
        return Finding(
            rule: check.code, title: check.label,
            sentence: result.sentence(of: shown.with(evidence: words.masked(shown.evidence))),
            legalBasis: check.legalBasis, severity: severity == .conflict && isDoubtful ? .question : severity,
            member: member, datasets: datasets(of: hit.check),
            observed: Quantity(shown.observedHundredths, .hundredths),
            limit: Quantity(shown.limitHundredths, .hundredths), evidence: words.records(shown.evidence),
            evidenceHash: digest(result.evidenceKey(of: shown).bytes))
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
    private func severity(of check: Int) -> FindingSeverity {
        let definition = book.book.checks[check]
        let kinds = datasets(of: check).compactMap { book.catalogue[$0]?.kind }
        let kind = definition.kind ?? (kinds.contains(.warning) ? .warning : kinds.first)
        if kind == .warning { return .warningOnly }
        switch definition.severity {
        case .red: return .conflict
        case .yellow: return kind == .income ? .incomeDifference : .question
        case .care: return .info
        }
    }

    /// A question for each source with rows under another name that no check has asked about.
    private func nameFindings() -> [Finding] {
        asking.answers.filter { $0.status == .nameMismatch }.compactMap { answer in
            let isAsked = findings.contains { $0.member == answer.member && $0.datasets.contains(answer.dataset) }
            guard !isAsked, let position = positions(of: answer.member).first else { return nil }
            let person = request.people[position]
            let names = asking.calls.otherNames(answer.dataset, position, declared: person.name)
            let rule = "nameMismatch"
            let key = EvidenceKey(
                rule: rule, people: [PackedCitizenID(person.id)], observedHundredths: nil,
                texts: [answer.dataset] + Set(names).sorted())
            return Finding(
                rule: rule, title: "登记的姓名不同",
                sentence: "\(answer.title)在这个身份号码下登记的姓名是“\(names.first ?? "")”，与申报的不同，请核实是不是同一个人。",
                legalBasis: book.catalogue[answer.dataset]?.legalBasis ?? "", severity: .question,
                member: answer.member, datasets: [answer.dataset], observed: Quantity(Int64(names.count), .count),
                limit: Quantity(0, .count), evidence: [FindingEvidence(dataset: answer.dataset, note: names.first)],
                evidenceHash: digest(key.bytes))
        }
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
            answers: asking.answers, lines: lines(), findings: standing, suppressedFindings: suppressed,
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

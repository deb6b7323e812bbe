import Primitives

extension VerificationReport {
    /// The report with what a higher platform said: its answers, a question for each record found, its silences.
    ///
    /// The platform's records open questions for a person; they contradict no rule by themselves. A silent platform
    /// keeps the report from saying that all is well. A record that has been answered is not raised again.
    /// What it answers counts in the lines of the facts that its item gives, member by member where it holds the local
    /// records among its own: `shares` says what is held of each.
    package func including(
        _ standing: RelayStanding, shares: MemberShares, suppressions: [String: SuppressionNote], digest: EvidenceDigest
    ) -> VerificationReport {
        var added = standing.sourceAnswers(queriedAt: queriedAt)
        let names = Dictionary(members.map { ($0.key, $0.name) }, uniquingKeysWith: { first, _ in first })
        let (found, suppressed) = added.filter { $0.status == .hit || $0.status == .nameMismatch }
            .compactMap { answer in
                standing.answer(RelayPair(person: answer.member, item: answer.dataset)).map { given in
                    let asked = standing.exchange.question.people.first { $0.key == answer.member }
                    return finding(answer, given, idNumber: asked?.idNumber, digest)
                }
            }
            .parted(by: suppressions)
        let settled = Set(suppressed.map { RelayPair($0.finding) })
        for index in added.indices where settled.contains(RelayPair(added[index])) && !added[index].status.isSilent {
            added[index].reason = nil
        }
        let relayed = RelayedLines(standing: standing, answers: added, settled: settled, shares: shares)
        let doubts = found.map {
            "\($0.member.flatMap { names[$0] } ?? "家庭")：\($0.sentence)"
        }
        let silences = added.filter(\.status.isSilent).map {
            "未答复：\($0.title)，\(names[$0.member] ?? $0.member)，\($0.reason ?? "原因不明")"
        }
        let isOpen = !doubts.isEmpty || !silences.isEmpty
        return VerificationReport(
            schemaVersion: schemaVersion, number: number, version: version, commissionedBy: commissionedBy,
            purpose: purpose, asOf: asOf, queriedAt: queriedAt, validThrough: validThrough, members: members,
            answers: answers + added, lines: lines.map { relayed.joined(to: $0, answers) }, findings: findings + found,
            suppressedFindings: suppressedFindings + suppressed,
            conclusion: conclusion == .meets && isOpen ? .needsReview : conclusion,
            reasons: reasons + doubts + silences, objectionChannel: objectionChannel)
    }

    private func finding(
        _ answer: SourceAnswer, _ given: RelayAnswer, idNumber: String?, _ digest: EvidenceDigest
    ) -> Finding {
        let what = given.records.map { record in
            record.label + (record.amountFen.map { " \(Money(fen: $0).grouped) 元" } ?? "")
        }
        let amounts = given.records.compactMap(\.amountFen)
        let observed =
            amounts.isEmpty
            ? Quantity(Int64(given.records.count), .count) : Quantity(amounts.boundedSum, .fen)
        let rule = "relay.\(given.item)"
        let person = idNumber.flatMap { try? CitizenID($0) }.map { PackedCitizenID($0) }
        let key = EvidenceKey(
            rule: rule, people: person.map { [$0] } ?? [], observedHundredths: observed.value,
            texts: given.records.flatMap { [$0.label, $0.date ?? "", $0.note ?? ""] })
        return Finding(
            rule: rule, title: answer.title,
            sentence: given.status == .nameMismatch
                ? "\(answer.title)在这个身份证号下查到的姓名不同，请核实身份"
                : "\(answer.title)查到\(what.joined(separator: "、"))，请核实",
            legalBasis: "", severity: .question, member: answer.member, datasets: [answer.dataset],
            observed: observed, limit: Quantity(0, observed.unit),
            evidence: given.records.map {
                FindingEvidence(dataset: answer.dataset, recordNumber: nil, date: $0.date, note: $0.note)
            }, evidenceHash: digest(key.bytes))
    }
}

extension RelayPair {
    /// Who and what an answer is about.
    init(_ answer: SourceAnswer) { self.init(person: answer.member, item: answer.dataset) }

    /// Who and what a finding of a platform above is about.
    init(_ finding: Finding) { self.init(person: finding.member ?? "", item: finding.datasets.first ?? "") }
}

extension Sequence<Int64> {
    /// The sum of what departments say, which may be anything: it stops at the greatest number instead of trapping.
    var boundedSum: Int64 {
        reduce(0) { sum, number in
            let (result, overflow) = sum.addingReportingOverflow(number)
            return overflow ? (number > 0 ? .max : .min) : result
        }
    }
}

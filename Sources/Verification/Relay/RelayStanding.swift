package import Primitives

/// What is known of an exchange for a report: each pair asked or not allowed to be asked, and its answer so far.
package struct RelayStanding: Sendable {
    /// The terms under which it was asked.
    package let terms: RelayTerms
    /// The exchange.
    package let exchange: RelayExchange
    /// The answers taken, in the order in which they came.
    package let answers: [RelayAnswer]

    /// What is known, by its parts.
    package init(terms: RelayTerms, exchange: RelayExchange, answers: [RelayAnswer]) {
        self.terms = terms
        self.exchange = exchange
        self.answers = answers
    }

    /// The last answer for a pair; an earlier one that found something is not undone by a later silence.
    package func answer(_ pair: RelayPair) -> RelayAnswer? {
        let all = answers.filter { $0.pair == pair }
        return all.last { $0.status != .noAnswer && $0.status != .error } ?? all.last
    }

    /// One line for each person and item: what the platform said, or why it said nothing.
    package func sourceAnswers(queriedAt: Instant) -> [SourceAnswer] {
        let asked = Set(exchange.question.pairs)
        return exchange.question.people.flatMap { person in
            terms.items.map { item in
                let pair = RelayPair(person: person.key, item: item.code)
                let answer = answer(pair)
                let isSilent = answer.map { $0.status == .noAnswer || $0.status == .error } ?? true
                return SourceAnswer(
                    dataset: item.code, title: "\(item.name)（\(terms.platform)）",
                    department: item.department, member: person.key, status: answer?.status ?? .noAnswer,
                    rows: answer?.records.count ?? 0, asOf: answer?.asOf, queriedAt: queriedAt,
                    reason: !isSilent ? nil : answer?.reason ?? silence(isAsked: asked.contains(pair)))
            }
        }
    }

    private func silence(isAsked: Bool) -> String {
        guard isAsked else { return "本人没有有效授权，没有向\(terms.platform)查询" }
        let taken = exchange.receipt.map { "已受理（回执 \($0)）" }
        return switch exchange.state {
        case .waiting: "还没有送达\(terms.platform)" + (exchange.lastError == nil ? "" : "，正在重试")
        case .taken: "\(terms.platform)\(taken ?? "已受理")，还没有答复"
        case .overdue: "\(terms.platform)\(taken ?? "已受理")，过了 \(exchange.question.answerBy.chineseText)仍没有答复"
        case .complete: "\(terms.platform)的回复里没有这一项"
        case .expired: "\(terms.platform)逾期没有答复，已不再等待"
        }
    }
}

extension VerificationReport {
    /// The report with what a higher platform said: its answers, a question for each record found, its silences.
    ///
    /// The platform's records open questions for a person; they contradict no rule by themselves. A silent platform
    /// keeps the report from saying that all is well. A record that has been answered is not raised again.
    package func including(
        _ standing: RelayStanding, suppressions: [String: SuppressionNote], digest: EvidenceDigest
    ) -> VerificationReport {
        let added = standing.sourceAnswers(queriedAt: queriedAt)
        let names = Dictionary(members.map { ($0.key, $0.name) }, uniquingKeysWith: { first, _ in first })
        let (found, suppressed) = added.filter { $0.status == .hit || $0.status == .nameMismatch }
            .compactMap { answer in
                standing.answer(RelayPair(person: answer.member, item: answer.dataset)).map { given in
                    let asked = standing.exchange.question.people.first { $0.key == answer.member }
                    return finding(answer, given, idNumber: asked?.idNumber, digest)
                }
            }
            .parted(by: suppressions)
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
            answers: answers + added, lines: lines, findings: findings + found,
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
            ? Quantity(Int64(given.records.count), .count) : Quantity(total(amounts), .fen)
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

/// The sum of what departments say, which may be anything: it stops at the greatest number instead of trapping.
private func total(_ numbers: [Int64]) -> Int64 {
    numbers.reduce(0) { sum, number in
        let (result, overflow) = sum.addingReportingOverflow(number)
        return overflow ? (number > 0 ? .max : .min) : result
    }
}

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

    /// The family's facts whose local records are among what was found above: they are compared member by member.
    package var comparedByMember: Set<ReportFeed> {
        Set(
            terms.items.filter { item in
                item.joins == .higher && answers.contains { $0.item == item.code && $0.status == .hit }
            }.flatMap(\.facts))
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
                let isSilent = answer.map(\.status.isSilent) ?? true
                return SourceAnswer(
                    dataset: item.code, title: "\(item.name)（\(terms.platform)）",
                    department: isSilent ? item.department : answer?.source ?? item.department, member: person.key,
                    status: answer?.status ?? .noAnswer, rows: answer?.records.count ?? 0, asOf: answer?.asOf,
                    queriedAt: queriedAt,
                    reason: isSilent
                        ? answer?.reason ?? silence(isAsked: asked.contains(pair))
                        : answer.flatMap { item.openReason($0) },
                    authorization: item.needsAuthorization && !isSilent ? person.authorization?.number : nil,
                    exchange: exchange.question.number)
            }
        }
    }

    private func silence(isAsked: Bool) -> String {
        guard isAsked else { return "发问时本人没有有效授权，没有向\(terms.platform)查询" }
        let before = exchange.question.follows.map { "；前一次发问（\($0)）没有全部答复" } ?? ""
        let taken = exchange.receipt.map { "已受理（回执 \($0)）" }
        let present =
            switch exchange.state {
            case .waiting: "还没有送达\(terms.platform)" + (exchange.lastError == nil ? "" : "，正在重试")
            case .taken: "\(terms.platform)\(taken ?? "已受理")，还没有答复"
            case .overdue: "\(terms.platform)\(taken ?? "已受理")，过了 \(exchange.question.answerBy.chineseText)仍没有答复"
            case .complete: "\(terms.platform)的回复里没有这一项"
            case .expired: "\(terms.platform)逾期没有答复，已不再等待"
            }
        return present + before
    }
}

extension RelayItem {
    /// Why the records of an answer cannot be counted as they are; nil where they can, or nothing is to be counted.
    func openReason(_ answer: RelayAnswer) -> String? {
        switch answer.status {
        case .nameMismatch: "登记的姓名与申报的不同，请核实是不是同一个人"
        case .hit where facts.count > 1: "查到记录，请核实是哪一种"
        case .hit where facts.contains(where: \.isRelayedSum) && answer.sumFen == nil: "查到记录，没有给出数额"
        case .hit, .noHit, .noAnswer, .error: nil
        }
    }
}

extension RelayAnswer {
    /// The sum of the records; nil where one has none that can be added.
    var sumFen: Int64? {
        records.reduce(Int64?.some(0)) { sum, record in
            guard let sum, let amount = record.amountFen, amount >= 0 else { return nil }
            let (result, overflow) = sum.addingReportingOverflow(amount)
            return overflow ? nil : result
        }
    }
}

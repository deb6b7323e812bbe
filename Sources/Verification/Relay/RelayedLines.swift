/// What a platform above answers, counted in a report's lines of the facts that its items give.
struct RelayedLines {
    let standing: RelayStanding
    /// The platform's answers, one for each person and item.
    let answers: [SourceAnswer]
    /// Records that were answered before: they count no more.
    let settled: Set<RelayPair>
    /// What the local sources hold of each member alone.
    let shares: MemberShares

    /// A line with the platform's answers; lines that no item gives stay as they are.
    ///
    /// A silence, or records that cannot be counted as they are, leave it incomplete. Where the local sources are
    /// silent, what the platform found is what is known so far; that it found nothing is not.
    func joined(to line: ReportLine, _ local: [SourceAnswer]) -> ReportLine {
        guard let feed = line.feeds else { return line }
        let isSilent = local.contains { answer in
            answer.status.isSilent && line.datasets.contains(answer.dataset)
                && (line.member == nil || line.member == answer.member)
        }
        // What holds the local records is compared with them before anything is added.
        let items = standing.terms.items.filter { $0.gives(feed) }
        let ordered = items.filter { $0.joins == .higher } + items.filter { $0.joins != .higher }
        return ordered.reduce(line) { line, item in
            let own = answers.filter { $0.dataset == item.code && (line.member == nil || line.member == $0.member) }
            let isWhole = own.allSatisfy { ($0.status == .hit || $0.status == .noHit) && $0.openRecords == nil }
            return line.adding(
                item.code, found: found(line, feed, item, own, isLocalSilent: isSilent), isWhole: isWhole)
        }
    }

    /// What is held with the platform's records; nil where that cannot be told.
    private func found(
        _ line: ReportLine, _ feed: ReportFeed, _ item: RelayItem, _ own: [SourceAnswer], isLocalSilent: Bool
    ) -> Quantity? {
        let counted = own.filter {
            $0.status == .hit && $0.openRecords == nil && !settled.contains(RelayPair($0))
        }.compactMap { standing.answer(RelayPair($0)) }
        guard !counted.isEmpty else { return line.found }
        // A home of another place has an area that nobody told.
        if feed == .homeArea { return nil }
        let unit: Quantity.Unit = feed.isRelayedSum ? .fen : .count
        let numbers = counted.map { feed.isRelayedSum ? $0.sumFen ?? 0 : Int64($0.records.count) }
        let sum = numbers.boundedSum
        guard let held = line.found else { return isLocalSilent && sum > 0 ? Quantity(sum, unit) : nil }
        switch item.joins {
        case .higher where line.member == nil:
            let above = Dictionary(zip(counted.map(\.person), numbers), uniquingKeysWith: { [$0, $1].boundedSum })
            let each = higher(feed, members: own.map(\.member), above, held: held.value)
            return each.map { Quantity($0, held.unit) }
        case .higher: return Quantity(max(held.value, sum), held.unit)
        case .added, nil: return Quantity([held.value, sum].boundedSum, held.unit)
        }
    }

    /// The higher of what is held here and above of each member, summed; nil where what is held here is not theirs
    /// one by one, as with a thing that two of them own.
    private func higher(_ feed: ReportFeed, members: [String], _ above: [String: Int64], held: Int64) -> Int64? {
        let local = members.map { shares[feed, $0] ?? 0 }
        guard local.boundedSum == held else { return nil }
        return zip(members, local).map { max($1, above[$0] ?? 0) }.boundedSum
    }
}

extension RelayItem {
    /// Whether its answer bears on the line of a fact; the number of homes has their area beside it.
    fileprivate func gives(_ feed: ReportFeed) -> Bool {
        facts.contains(feed) || feed == .homeArea && facts.contains(.homes)
    }
}

extension ReportLine {
    /// The line with another source.
    fileprivate func adding(_ dataset: String, found: Quantity?, isWhole: Bool) -> ReportLine {
        ReportLine(
            item: item, title: title, member: member, declared: declared, found: found,
            isComplete: isComplete && isWhole, datasets: datasets + [dataset], feeds: feeds, isShown: isShown)
    }
}

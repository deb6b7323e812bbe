import Columns
import Primitives

/// What the marriage register holds of one person: weddings and divorces, some without a day.
struct MarriageActs {
    /// One entry of the register.
    struct Act {
        let spouse: PackedCitizenID
        let isWedding: Bool
        /// Nil where the register gives none.
        let day: CivilDate?
    }

    /// Whether somebody is the person's spouse today, by the register alone.
    enum Standing {
        case married
        /// Acts without a day leave the order open: neither married nor divorced is certain.
        case unclear
        case apart
    }

    let acts: [Act]

    /// Everybody the person wedded, with how it stands.
    var spouses: [(id: PackedCitizenID, standing: Standing)] {
        var seen: Set<PackedCitizenID> = []
        return acts.filter { $0.isWedding && seen.insert($0.spouse).inserted }.map { ($0.spouse, standing($0.spouse)) }
    }

    /// The latest act of a couple counts, and a later wedding with somebody else shows that the one before had ended.
    private func standing(_ spouse: PackedCitizenID) -> Standing {
        let own = acts.filter { $0.spouse == spouse }
        let days = own.compactMap(\.day)
        let other = acts.filter { $0.spouse != spouse && $0.isWedding }
        if days.count == own.count, let last = days.max(), other.contains(where: { $0.day.map { $0 > last } ?? false })
        {
            return .apart
        }
        // A wedding without a day whose couple never divorced may be the later one.
        let isRivalled = other.contains { wedding in
            wedding.day == nil && !acts.contains { $0.spouse == wedding.spouse && !$0.isWedding }
        }
        guard days.count == own.count else {
            let isWholly = own.allSatisfy(\.isWedding) && other.isEmpty
            return isWholly ? .married : .unclear
        }
        let latest = own.filter { $0.day == days.max() }
        if latest.allSatisfy({ !$0.isWedding }) { return .apart }
        return latest.allSatisfy(\.isWedding) && !isRivalled ? .married : .unclear
    }
}

extension MarriageActs {
    /// The acts of a person in a snapshot of the register.
    init(of own: PackedCitizenID, in view: SnapshotView, dataset: String) throws {
        var found: [Act] = []
        for (mine, theirs) in [("id_a", "id_b"), ("id_b", "id_a")] {
            for row in try view.rows(of: dataset, column: mine, person: own) {
                guard let spouse = try row.person(theirs) else { continue }
                // An act of no known kind may have ended the marriage, whatever its day.
                let kind = try row.text("kind")
                found.append(
                    Act(spouse: spouse, isWedding: kind == "M", day: kind == nil ? nil : try row.date("reg_date")))
            }
        }
        acts = found
    }
}

import Primitives
import Sealing
import Storage

/// Brings the register in the store to what a later folder says, without touching cases and what they froze.
///
/// A family that the later folder no longer lists stays as it is: leaving the register is an event with a reason of its
/// own. A member who is no longer listed leaves the family on the day of the data.
struct RegisterUpdate {
    let store: StoreTransaction
    let asOf: CivilDate
    let at: Instant
    let progress: ProgressReport

    func apply(_ entries: [FamilyEntry]) throws {
        var families = try store.registeredFamilies()
        // Who leaves or moves goes first, since a person belongs to one family at a time.
        for entry in entries {
            guard let number = entry.registerNumber, let family = families[number] else { continue }
            let listed = Set(entry.members.map(index))
            for (index, member) in family.members where !listed.contains(index) {
                try store.endMembership(member.membership, on: asOf)
            }
        }
        for (position, entry) in entries.enumerated() {
            if let number = entry.registerNumber, let family = families.removeValue(forKey: number) {
                try update(family, to: entry)
            } else {
                _ = try store.insertFamily(entry, on: asOf, at: at)
            }
            if position % 500 == 499 || position == entries.count - 1 {
                progress(WorkProgress("更新家庭", position + 1, of: entries.count))
            }
        }
    }

    private func update(_ family: RegisteredFamily, to entry: FamilyEntry) throws {
        if !isSame(family.row, entry) { try store.updateRegisteredFamily(family.row.id, to: entry) }
        try moveGrants(of: family.row, to: entry)
        for member in entry.members {
            let held = family.members[index(member)]
            if let held, held.says(member) { continue }
            let person = try store.ensurePerson(name: member.name, citizenID: member.citizenID, on: asOf, at: at)
            if let held {
                try store.updateMembership(held.membership, to: member)
            } else {
                try store.addMember(member, person: person, to: family.row.id, on: asOf)
            }
        }
    }

    private func moveGrants(of row: FamilyRow, to entry: FamilyEntry) throws {
        let wasHelped = row.program != .monitored && row.program != .applied
        let isHelped = entry.program != .monitored
        let moved = row.region != entry.region
        if moved {
            for why in [GrantReason.lives, .registered] {
                try store.endGrant(row.region, on: row.id, why: why, from: asOf)
                try store.grant(entry.region, on: row.id, why: why, from: asOf)
            }
        }
        if wasHelped, moved || !isHelped { try store.endGrant(row.region, on: row.id, why: .helped, from: asOf) }
        if isHelped, moved || !wasHelped { try store.grant(entry.region, on: row.id, why: .helped, from: asOf) }
    }

    private func isSame(_ row: FamilyRow, _ entry: FamilyEntry) -> Bool {
        row.program == entry.program && row.area == entry.area && row.region == entry.region
            && row.startedDay == entry.startedDay && row.declaredVehicles == entry.declaredVehicles
    }

    private func index(_ member: FamilyMemberEntry) -> [UInt8] {
        store.keys.blindIndex(member.citizenID.text, purpose: "citizenID")
    }
}

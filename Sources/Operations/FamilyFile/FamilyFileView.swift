import Casework
import Payments
package import Primitives
package import Storage

/// A family's file 一户一档 (S5): people over time, what happened, what is to be done, help, obligors, places.
///
/// At most 14 statements and two for each present member.
package struct FamilyFileView: Sendable {
    /// A present member's places.
    package struct Places: Sendable {
        /// Place of household register, in words.
        package let register: String?
        /// Habitual residence, in words.
        package let residence: String?
        /// Whether the two lie in different townships.
        package let isApart: Bool
    }

    /// A case of the family.
    package struct Help: Sendable {
        /// The case.
        package let row: CaseRow
        /// The award it led to.
        package let award: AwardRow?
        /// The certificate that may be shown or was lost.
        package let certificate: CertificateView?
    }

    /// The family.
    package let row: FamilyRow
    /// The version of the file, which forms carry.
    package let version: Int64
    /// Where it lives.
    package let place: [String]
    /// Everyone who ever belonged, in order of entry.
    package let stays: [FamilyStay]
    /// The places of present members.
    package let places: [PersonID: Places]
    /// What happened, latest first.
    package let changes: [FamilyChangeRow]
    /// What changes ask for, open ones first.
    package let duties: [FamilyDutyRow]
    /// Obligors, also of earlier days.
    package let obligors: [ObligorRow]
    /// The cases, latest first.
    package let help: [Help]
    /// Names of staff that occur.
    package let staffNames: [StaffID: String]
    /// The business day.
    package let today: CivilDate
    /// Whether the asker may change the file.
    package let mayKeep: Bool

    /// Those who belong now.
    package var present: [FamilyStay] { stays.filter { $0.through == nil } }
    /// Those who belonged earlier.
    package var past: [FamilyStay] { stays.filter { $0.through != nil } }

    /// A family within the scope; nil otherwise, and for anybody but staff.
    package static func load(_ id: FamilyID, in context: CommandContext) throws -> FamilyFileView? {
        let (store, scope) = (context.store, context.scope)
        guard let staff = context.actor.staff, let row = try store.family(id, in: scope),
            let version = try store.familyVersion(id, in: scope)
        else { return nil }
        let stays = try store.stays(in: id, in: scope)
        let changes = try store.familyChanges(id, in: scope)
        let duties = try store.duties(of: id, in: scope)
        let obligors = try store.obligors(of: id, in: scope)
        var places: [PersonID: Places] = [:]
        for stay in stays where stay.through == nil {
            places[stay.person.id] = try Self.places(of: stay.person.id, in: context)
        }
        let awards = try store.awardRows(family: id, in: scope)
        let help = try store.familyCases(id, in: scope).map { file in
            Help(
                row: file, award: awards.first { $0.award.terms.caseID == file.id },
                certificate: file.state.isInForce
                    ? try CertificateBook.current(store.certificates(of: file.id, in: scope)).map {
                        CertificateView($0, in: context)
                    } : nil)
        }
        let named = Set(changes.map(\.staff) + duties.compactMap(\.doneBy) + obligors.map(\.staff))
        return FamilyFileView(
            row: row, version: version, place: try store.regionPath(row.region), stays: stays, places: places,
            changes: changes, duties: duties, obligors: obligors, help: help,
            staffNames: try store.staffNames(named), today: context.today,
            mayKeep: FamilyBook.keepers.contains(staff.role))
    }

    private static func places(of person: PersonID, in context: CommandContext) throws -> Places {
        let (store, scope) = (context.store, context.scope)
        let register = try store.address(.hukou, of: person, in: scope)
        let residence = try store.address(.habitual, of: person, in: scope)
        func words(_ place: (region: RegionCode, detail: String)?) throws -> String? {
            guard let place else { return nil }
            let names = try store.regionPath(place.region).joined()
            return (names.isEmpty ? place.region.text : names) + place.detail
        }
        let isApart =
            if let register, let residence {
                register.region.ancestor(at: .township) != residence.region.ancestor(at: .township)
            } else { false }
        return Places(register: try words(register), residence: try words(residence), isApart: isApart)
    }
}

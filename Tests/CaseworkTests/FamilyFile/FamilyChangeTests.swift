import Casework
import Primitives
import Testing

@Suite struct FamilyChangeTests {
    static func member(
        _ id: Int64, _ relation: MemberRelation, born: String = "1980-05-01", from: String = "2025-01-06"
    ) -> RosterMember {
        RosterMember(person: PersonID(id), relation: relation, born: day(born), from: day(from))
    }

    /// 1 applicant, 2 wife, 3 grown son, 4 little daughter.
    static let family = FamilyRoster([
        member(1, .applicant), member(2, .spouse), member(3, .child, born: "2004-02-01"),
        member(4, .child, born: "2015-09-09"),
    ])
    static let on = day("2026-03-10")

    private func apply(
        _ change: FamilyChange, to family: FamilyRoster = family, evidence: Bool = true
    ) -> Ruling<FamilyChanged> {
        family.applying(change, hasEvidence: evidence, on: Fixture.today)
    }

    private func people(_ family: FamilyRoster, _ on: String) -> [Int64] {
        family.members(on: day(on)).map(\.person.rawValue)
    }

    @Test func `a child is born into the family and money changes from the next month`() throws {
        let child = Self.member(5, .child, born: "2026-03-10", from: "2026-03-10")
        let changed = try #require(apply(.joining(child, .birth)).value)
        #expect(people(changed.family, "2026-03-10") == [1, 2, 3, 4, 5])
        #expect(people(changed.family, "2026-03-09") == [1, 2, 3, 4])
        #expect(changed.effective.text == "2026-04")
        #expect(changed.followUps == [.recompute, .reissueCertificate, .updatePosting])
    }

    @Test func `a bride joins and signs her own authorisation`() throws {
        let bride = Self.member(6, .childInLaw, born: "2003-03-03", from: "2026-03-10")
        #expect(try #require(apply(.joining(bride, .marriage)).value).followUps.contains(.authorizeMember))
    }

    @Test func `when the applicant dies an adult takes over and the relations are asked again`() throws {
        let changed = try #require(apply(.death(PersonID(1), on: Self.on, successor: PersonID(2))).value)
        #expect(changed.family.applicant(on: Self.on)?.person == PersonID(1))
        #expect(changed.family.applicant(on: day("2026-03-11"))?.person == PersonID(2))
        #expect(changed.followUps.contains(.stopShare) && changed.followUps.contains(.askRelations))
        #expect(people(changed.family, "2026-03-11") == [2, 3, 4])
    }

    @Test func `a grown son splits off with a household of his own, and nobody is in both`() throws {
        let split = FamilyChange.split([PersonID(3)], on: Self.on, applicant: PersonID(3), staying: nil)
        let changed = try #require(apply(split).value)
        let other = try #require(changed.splitOff)
        for offset in -40...40 {
            let today = Self.on.adding(days: offset)
            let (left, right) = (changed.family.members(on: today), other.members(on: today))
            #expect(Set(left.map(\.person)).isDisjoint(with: right.map(\.person)))
            #expect(left.count + right.count == 4)
        }
        #expect(other.applicant(on: day("2026-03-11"))?.person == PersonID(3))
    }

    @Test func `two families become one from a day on`() throws {
        let parents = FamilyRoster([Self.member(7, .applicant, born: "1950-01-01")])
        let changed = try #require(apply(.merge(parents, on: Self.on)).value)
        #expect(people(changed.family, "2026-03-10") == [1, 2, 3, 4, 7])
        #expect(changed.family.applicant(on: Self.on)?.person == PersonID(1))
        #expect(changed.followUps.contains(.cancelOtherFile))
    }

    @Test(arguments: LeavingCause.allCases)
    func `whoever leaves stays in the file with a last day`(cause: LeavingCause) throws {
        let changed = try #require(apply(.leaving(PersonID(3), cause, on: Self.on, successor: nil)).value)
        #expect(changed.family.members.count == 4 && people(changed.family, "2026-03-11") == [1, 2, 4])
        #expect(!changed.followUps.contains(.stopShare))
    }

    @Test func `each fault is named`() {
        func died(_ id: Int64, _ next: Int64?) -> FamilyChange {
            .death(PersonID(id), on: Self.on, successor: next.map { PersonID($0) })
        }
        func split(_ people: [Int64], _ applicant: Int64, staying: Int64? = nil) -> FamilyChange {
            .split(
                Set(people.map { PersonID($0) }), on: Self.on, applicant: PersonID(applicant),
                staying: staying.map { PersonID($0) })
        }
        let alone = FamilyRoster([Self.member(1, .applicant)])
        expectEachReason([
            Broken(
                FamilyChangeReason.dayImpossible,
                apply(.leaving(PersonID(3), .prison, on: day("2026-03-21"), successor: nil)).refusals),
            Broken(
                .beforeFamily,
                apply(.leaving(PersonID(3), .prison, on: day("2025-01-05"), successor: nil)).refusals),
            Broken(.notMember, apply(died(9, nil)).refusals),
            Broken(
                .alreadyMember, apply(.joining(Self.member(3, .child, from: "2026-03-10"), .returned)).refusals),
            Broken(.evidenceMissing, apply(died(3, nil), evidence: false).refusals),
            Broken(
                .birthDayDiffers,
                apply(.joining(Self.member(5, .child, born: "2026-03-09", from: "2026-03-10"), .birth)).refusals),
            Broken(
                .spouseTwice, apply(.joining(Self.member(5, .spouse, from: "2026-03-10"), .marriage)).refusals),
            Broken(.successorMissing, apply(died(1, nil)).refusals),
            Broken(.successorUnsuitable, apply(died(1, 4)).refusals),
            Broken(.nobodyRemains, apply(died(1, nil), to: alone).refusals),
            Broken(.spousesTogether, apply(split([2, 3], 2)).refusals),
            Broken(.minorsAlone, apply(split([4], 4)).refusals),
            Broken(.splitWhole, apply(split([1, 2, 3, 4], 2)).refusals),
            Broken(.personInBoth, apply(.merge(alone, on: Self.on)).refusals),
        ])
    }
}

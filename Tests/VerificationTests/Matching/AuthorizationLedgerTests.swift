import Primitives
import Testing
import Verification

/// Two members of one family and what they have signed.
private struct SignedPapers {
    let father: PackedCitizenID
    let mother: PackedCitizenID
    let signed: CivilDate
    let today: CivilDate

    init() throws {
        father = PackedCitizenID(try CitizenID("11010519491231002X"))
        mother = PackedCitizenID(try CitizenID("371603199409130941"))
        signed = try CivilDate(parsing: "2025-06-01")
        today = try CivilDate(parsing: "2025-06-29")
    }

    func paper(
        _ number: String = "SQ-1", sources: Set<AuthorizedSource> = [.bank, .securities, .insurance],
        purposes: Set<VerificationPurpose> = [.application], days: Int = 90, withdrawnOn: CivilDate? = nil
    ) -> SourceAuthorization {
        SourceAuthorization(
            number: number, person: father, sources: sources, purposes: purposes, signedOn: signed,
            validThrough: signed.adding(days: days), balanceOn: signed, withdrawnOn: withdrawnOn)
    }

    func gap(
        _ papers: [SourceAuthorization], of person: PackedCitizenID? = nil, source: AuthorizedSource = .bank,
        purpose: VerificationPurpose = .application, on day: CivilDate? = nil
    ) -> AuthorizationGap? {
        let found = AuthorizationLedger(papers).authorization(
            of: person ?? father, for: source, purpose: purpose, on: day ?? today)
        guard case .failure(let gap) = found else { return nil }
        return gap
    }
}

@Suite struct AuthorizationLedgerTests {
    private let family: SignedPapers

    init() throws { family = try SignedPapers() }

    @Test func `a paper that holds is found with its number, expiry and balance date`() throws {
        let found = AuthorizationLedger([family.paper()]).authorization(
            of: family.father, for: .bank, purpose: .application, on: family.today)
        let paper = try found.get()
        #expect(paper.number == "SQ-1")
        #expect(paper.validThrough.text == "2025-08-30")
        #expect(paper.balanceOn?.text == "2025-06-01")
    }

    @Test func `it holds from the day it was signed through its last day`() {
        let papers = [family.paper(days: 28)]
        #expect(family.gap(papers, on: family.signed) == nil)
        #expect(family.gap(papers, on: family.today) == nil)
        #expect(
            family.gap(papers, on: family.signed.adding(days: -1)) == .notYet(number: "SQ-1", from: family.signed))
        #expect(
            family.gap(papers, on: family.today.adding(days: 1))
                == .expired(number: "SQ-1", validThrough: family.today))
    }

    @Test func `another purpose, another source and another person are not covered`() {
        let papers = [family.paper()]
        #expect(family.gap(papers, purpose: .reverification) == .otherPurpose(.reverification))
        #expect(family.gap(papers, source: .credit) == .otherSource(.credit))
        #expect(family.gap(papers, source: .bankTransactions) == .otherSource(.bankTransactions))
        #expect(family.gap(papers, of: family.mother) == .nothingSigned)
        #expect(family.gap([]) == .nothingSigned)
    }

    @Test func `a paper taken back ends on that day, even before its last`() {
        let papers = [family.paper(withdrawnOn: family.today)]
        #expect(family.gap(papers, on: family.today.adding(days: -1)) == nil)
        #expect(family.gap(papers) == .withdrawn(number: "SQ-1", on: family.today))
    }

    @Test func `of several papers the one that holds counts`() throws {
        let papers = [
            family.paper("SQ-1", days: 10), family.paper("SQ-2", days: 60),
            family.paper("SQ-3", days: 90, withdrawnOn: family.signed),
        ]
        let paper = try AuthorizationLedger(papers).authorization(
            of: family.father, for: .bank, purpose: .application, on: family.today
        ).get()
        #expect(paper.number == "SQ-2")
        #expect(family.gap([papers[0], papers[2]]) == .withdrawn(number: "SQ-3", on: family.signed))
    }

    @Test func `a legacy number and the full one are one person`() throws {
        let legacy = try #require(PackedCitizenID(key: "110105491231002"))
        #expect(family.gap([family.paper()], of: legacy) == nil)
    }

    @Test func `people without a paper stay unasked, and the answer says why`() throws {
        let tree = try NationalCatalogue.load()
        let subjects = [
            AskedSubject(key: "1", person: family.father), AskedSubject(key: "2", person: family.mother),
        ]
        let ledger = AuthorizationLedger([family.paper()])
        let bank = try #require(tree.national["bank_balance"])
        let plan = ledger.plan(
            for: subjects, dataset: bank, purpose: .application, on: family.today,
            queriedAt: Instant(milliseconds: 0))
        #expect(plan.askable.map(\.subject.key) == ["1"])
        #expect(plan.askable.map(\.authorization?.number) == ["SQ-1"])
        #expect(plan.silent.map(\.member) == ["2"])
        #expect(plan.silent.map(\.status) == [.noAnswer])
        #expect(plan.silent.map(\.reason) == ["本人没有签署核对授权书"])
        let vehicles = try #require(tree.national["motor_vehicle"])
        let open = AuthorizationLedger([]).plan(
            for: subjects, dataset: vehicles, purpose: .application, on: family.today,
            queriedAt: Instant(milliseconds: 0))
        #expect(open.askable.count == 2 && open.silent.isEmpty)
        #expect(open.askable.allSatisfy { $0.authorization == nil })
    }

    @Test(arguments: AuthorizedSource.allCases)
    func `every authorised dataset of the catalogue is asked about nobody without a paper`(
        source: AuthorizedSource
    ) throws {
        let tree = try NationalCatalogue.load()
        let datasets = tree.national.datasets.filter { $0.authorizedSource == source }
        #expect(datasets.count == 1)
        for dataset in datasets {
            let plan = AuthorizationLedger([]).plan(
                for: [AskedSubject(key: "1", person: family.father)], dataset: dataset, purpose: .application,
                on: family.today, queriedAt: Instant(milliseconds: 0))
            #expect(plan.askable.isEmpty && plan.silent.count == 1)
        }
    }
}

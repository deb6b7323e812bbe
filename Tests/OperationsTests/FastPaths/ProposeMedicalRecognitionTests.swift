import Casework
import Foundation
import Operations
import OperationsTestKit
import Policies
import Primitives
import SQLText
import Storage
import Testing

/// Medical aid on application: computed, proposed by one person, recognised by another, told the same moment.
@Suite struct ProposeMedicalRecognitionTests {
    /// A patient with a heavy bill in a household above every class, investigated and sorted with every answer given.
    private func world(selfPaid yuan: Int64 = 80_000) async throws -> CaseWorld {
        let world = try await CaseWorld.make(form: { form in
            form.incomes = [DeclaredItem(memberNumber: 2, kind: .wage, amount: .monthly(Money(yuan: 8_000)))]
            form.expenses = [
                DeclaredItem(memberNumber: 2, kind: .medical, amount: .yearly(Money(yuan: yuan)))
            ]
        })
        try await world.investigate()
        _ = try await world.determine()
        try await sort(world, selfPaid: yuan)
        return world
    }

    /// Sorts, answering what medical assistance asks: the bill, the patient, nothing else of note.
    private func sort(_ world: CaseWorld, selfPaid yuan: Int64) async throws {
        let today = try await world.test.bureau.today()
        var answers: [SortingAnswer] = []
        for _ in 0..<6 {
            _ = try await world.ok(SortFiling(caseID: world.caseID, answers: answers), as: world.clerk)
            let id = world.caseID
            let view = try await world.test.bureau.view(as: .staff(world.clerk)) { try SortingView.load(id, in: $0) }
            guard let view, let entry = view.sorting["medicalAssistance"] else { throw WorldError("not sorted") }
            guard !entry.asks.isEmpty else { return }
            answers = entry.asks.map { ask in
                let question = view.questions.first {
                    $0.entity == ask.entity && $0.row == ask.row && $0.field == ask.field
                }
                let value =
                    switch question?.kind {
                    case .money: ask.field == "medicalSelfPaid" ? "\(yuan).00" : "0.00"
                    case .yesNo: ask.field == "patient" || ask.field == "seriousIllness" ? "yes" : "no"
                    case .choice: question?.words.first { $0[0] == "none" }?[0] ?? question?.words.first?[0] ?? ""
                    default: "0"
                    }
                return SortingAnswer(
                    entity: ask.entity, row: ask.row, field: ask.field, value: value, basis: .document,
                    note: "住院结算单", givenOn: today)
            }
        }
    }

    private func propose(_ world: CaseWorld) async throws -> ProposeMedicalRecognition {
        let id = world.caseID
        let members = try await world.test.bureau.view(as: .staff(world.clerk)) {
            try $0.store.caseMembers(id, in: $0.scope)
        }
        return ProposeMedicalRecognition(caseID: id, patientID: members[1].id, opinion: "胃癌，一年自付八万元")
    }

    @Test func `the stomach cancer patient is recognised and medical security hears of it at once`() async throws {
        let world = try await world()
        let id = try await world.ok(try await propose(world), as: world.clerk)
        #expect(id.rawValue > 0)
        #expect(try await world.codes(try await propose(world), as: world.clerk) == ["recognitionProposed"])
        let decide = DecideMedicalRecognition(caseID: world.caseID, isRecognised: true, text: "")
        #expect(try await world.codes(decide, as: world.clerk).contains("notAllowed"))
        let through = try await world.ok(decide, as: world.county)
        #expect(through == (try CivilDate(parsing: "2027-03-01")))
        let caseID = world.caseID
        let notices = try await world.test.bureau.view(as: .staff(world.county)) {
            try $0.store.medicalNotices(of: caseID, in: $0.scope)
        }
        let content = try StoreTransaction.fromJSON(try #require(notices.first).content, as: MedicalNoticeContent.self)
        #expect(content.kind == .onApplication && content.program == "illnessPoverty")
        #expect(content.people.map(\.name) == [CaseWorld.names[1]] && content.throughDay == through)
        #expect(try await world.documents()["D18"] != nil)
        #expect(try await world.codes(decide, as: world.secondCounty) == ["recognitionDecided"])
        await world.end()
    }

    @Test func `nothing is proposed without a sorting in which it certainly fits`() async throws {
        let bare = try await CaseWorld.make()
        #expect(try await bare.codes(try await propose(bare), as: bare.clerk) == ["sortingMissing"])
        #expect(try await bare.codes(try await propose(bare), as: bare.stranger) == ["notFound"])
        var blank = try await propose(bare)
        blank.opinion = ""
        #expect(Set(try await bare.codes(blank, as: bare.county)) == ["notAllowed", "textMissing", "sortingMissing"])
        blank.patientID = CaseMemberID(5)
        #expect(try await bare.codes(blank, as: bare.clerk) == ["notFound"])
        let decide = DecideMedicalRecognition(caseID: bare.caseID, isRecognised: false, text: "")
        #expect(
            Set(try await bare.codes(decide, as: bare.county)) == ["textMissing", "recognitionNotProposed"])
        _ = try await bare.ok(SortFiling(caseID: bare.caseID), as: bare.clerk)
        #expect(try await bare.codes(try await propose(bare), as: bare.clerk) == ["medicalOpen"])
        await bare.end()
        let light = try await world(selfPaid: 100)
        #expect(try await light.codes(try await propose(light), as: light.clerk) == ["medicalNotEligible"])
        await light.end()
    }
}

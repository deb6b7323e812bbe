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
    @Test func `the stomach cancer patient is recognised and medical security hears of it at once`() async throws {
        let world = try await CaseWorld.patient()
        let id = try await world.ok(try await world.proposal(), as: world.clerk)
        #expect(id.rawValue > 0)
        #expect(try await world.codes(try await world.proposal(), as: world.clerk) == ["recognitionProposed"])
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
        // The application for dibao is not confirmed by it: the paper is one of its own.
        let documents = try await world.documents()
        let paper = try #require(documents["E22"])
        #expect(documents["D18"] == nil && paper.lines.contains { $0.label == "结果" && $0.value == "予以认定" })
        #expect(try await world.codes(decide, as: world.secondCounty) == ["recognitionDecided"])
        await world.end()
    }

    @Test func `nothing is proposed without a sorting in which it certainly fits`() async throws {
        let bare = try await CaseWorld.make()
        #expect(try await bare.codes(try await bare.proposal(), as: bare.clerk) == ["sortingMissing"])
        #expect(try await bare.codes(try await bare.proposal(), as: bare.stranger) == ["notFound"])
        var blank = try await bare.proposal()
        blank.opinion = ""
        #expect(Set(try await bare.codes(blank, as: bare.county)) == ["notAllowed", "textMissing", "sortingMissing"])
        blank.patientID = CaseMemberID(5)
        #expect(try await bare.codes(blank, as: bare.clerk) == ["notFound"])
        let decide = DecideMedicalRecognition(caseID: bare.caseID, isRecognised: false, text: "")
        #expect(
            Set(try await bare.codes(decide, as: bare.county)) == ["textMissing", "recognitionNotProposed"])
        _ = try await bare.ok(SortFiling(caseID: bare.caseID), as: bare.clerk)
        #expect(try await bare.codes(try await bare.proposal(), as: bare.clerk) == ["medicalOpen"])
        await bare.end()
        let light = try await CaseWorld.patient(selfPaid: 100)
        #expect(try await light.codes(try await light.proposal(), as: light.clerk) == ["medicalNotEligible"])
        await light.end()
    }
}

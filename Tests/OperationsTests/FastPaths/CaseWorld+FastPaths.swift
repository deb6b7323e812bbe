import Casework
import Operations
import OperationsTestKit
import Policies
import Primitives
import Storage

extension CaseConference {
    /// Two departments, one undertaking, binding for ninety days.
    static func sample(_ world: CaseWorld) async throws -> CaseConference {
        let today = try await world.test.bureau.today()
        return CaseConference(
            ground: "户籍在外省，孙子患重病，涉及民政和医保", on: today, chair: world.county.staffID,
            participants: [
                ConferenceParticipant(department: "县民政局", name: "周县级", hasSigned: true),
                ConferenceParticipant(department: "县医疗保障局", name: "吴科长", hasSigned: true),
            ], minutes: "一致同意给予临时救助，由医保局协助异地结算。",
            undertakings: [
                ConferenceUndertaking(department: "县医疗保障局", act: "办理异地结算备案", due: today.adding(days: 5))
            ], validThrough: today.adding(days: 90))
    }
}

/// Aid before any paper.
extension CaseWorld {
    /// The county fills the township's reserve.
    func fillReserve() async throws {
        try await ok(
            RecordReserveMoney(
                township: RegionCode("371621001"), kind: .filledUp, amount: Money(yuan: 3_000), reference: "惠财社1号"),
            as: county)
    }

    /// The township helps a relief case out of it.
    func helpFirst() async throws {
        try await ok(
            PayFirst(
                caseID: caseID, seenVersion: try await version(), reportedAt: test.clock.now.adding(seconds: -3_600),
                emergency: .suddenIllness, amount: Money(yuan: 1_200), recipient: "赵小龙", recipientSigns: true,
                witnesses: []),
            as: reviewer)
    }
}

/// A household outside every class with a heavy bill.
extension CaseWorld {
    /// A patient with a heavy bill in a household above every class, investigated and sorted with every answer given.
    static func patient(selfPaid yuan: Int64 = 80_000) async throws -> CaseWorld {
        let world = try await CaseWorld.make(form: { form in
            form.incomes = [DeclaredItem(memberNumber: 2, kind: .wage, amount: .monthly(Money(yuan: 8_000)))]
            form.expenses = [
                DeclaredItem(memberNumber: 2, kind: .medical, amount: .yearly(Money(yuan: yuan)))
            ]
        })
        try await world.investigate()
        _ = try await world.determine()
        try await world.sort(selfPaid: yuan)
        return world
    }

    /// Sorts, answering what medical assistance asks: the bill, the patient, nothing else of note.
    private func sort(selfPaid yuan: Int64) async throws {
        let today = try await test.bureau.today()
        var answers: [SortingAnswer] = []
        for _ in 0..<6 {
            _ = try await ok(SortFiling(caseID: caseID, answers: answers), as: clerk)
            let id = caseID
            let view = try await test.bureau.view(as: .staff(clerk)) { try SortingView.load(id, in: $0) }
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

    /// The patient is proposed.
    func proposal() async throws -> ProposeMedicalRecognition {
        let id = caseID
        let members = try await test.bureau.view(as: .staff(clerk)) {
            try $0.store.caseMembers(id, in: $0.scope)
        }
        return ProposeMedicalRecognition(caseID: id, patientID: members[1].id, opinion: "胃癌，一年自付八万元")
    }
}

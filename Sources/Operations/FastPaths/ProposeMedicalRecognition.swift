import Casework
import Policies
package import Primitives
package import Storage

/// The township proposes that a patient be recognised for medical aid on application (依申请医疗救助：因病致贫重病患者).
///
/// It rests on a sorting of the present facts in which medical aid certainly fits; what is open there is asked first.
package struct ProposeMedicalRecognition: Command {
    package static let name = "medical.proposeRecognition"
    /// The case.
    package var caseID: CaseID
    /// The patient, a person of the case.
    package var patientID: CaseMemberID
    /// Why, in words.
    package var opinion: String

    /// Takes the inputs.
    package init(caseID: CaseID, patientID: CaseMemberID, opinion: String) {
        self.caseID = caseID
        self.patientID = patientID
        self.opinion = opinion
    }

    /// Answers the proposal's id.
    package func run(in context: CommandContext) throws -> Outcome<MedicalRecognitionID> {
        let file = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.signer(context, [.townshipClerk, .townshipReviewer], of: file)
        refusals += DecisionChecks.text(opinion, field: "opinion")
        guard file.members.contains(where: { $0.id == patientID }) else { return .refused([.notFound]) }
        if try context.store.medicalRecognition(of: caseID, in: context.scope) != nil {
            refusals.append(.recognitionProposed)
        }
        let sorted = try MedicalEligibility.load(file, in: context)
        refusals += sorted.reasons
        guard refusals.isEmpty, let staff = context.actor.staff, let sorting = sorted.value else {
            return .refused(refusals)
        }
        let row = MedicalRecognitionRow(
            id: context.store.ids.next(), caseID: caseID, patientID: patientID, sortingID: sorting, opinion: opinion,
            proposedBy: staff.staffID, proposedOn: context.today)
        try context.store.insertMedicalRecognition(row)
        try context.audit(Self.name, "case", caseID.rawValue, region: file.row.region)
        return .done(row.id)
    }
}

/// Whether medical aid certainly fits a case, by its latest sorting.
enum MedicalEligibility {
    static let pack = "medicalAssistance"

    /// The sorting it rests on, or every reason why none carries it.
    static func load(_ file: CaseFile, in context: CommandContext) throws -> Outcome<SortingID> {
        guard let latest = try context.store.sortings(of: file.row.id, last: 1, in: context.scope).first else {
            return .refused([.sortingMissing])
        }
        let record = try SortingRecord(bytes: latest.entry.record)
        let standing = try SortingStanding(latest, record, of: file.row, in: context)
        guard standing.holdsFacts else { return .refused([.sortingMissing]) }
        guard standing.holdsPolicies else { return .refused([.sortingPolicyChanged]) }
        guard let entry = record.sorting[pack] else { return .refused([.medicalUnavailable]) }
        switch entry.outcome {
        case .eligible: return .done(latest.id)
        case .notEligible, .excluded:
            let reasons = entry.reasons.filter { !$0.isFor }.map(\.sentence)
            return .refused([.medicalNotEligible(reasons)])
        case .undetermined: return .refused([.medicalOpen(entry.asks.map(\.question))])
        case .unavailable: return .refused([.medicalUnavailable])
        }
    }
}

extension Reason {
    static let recognitionProposed = Reason(
        "recognitionProposed", "本案已经提出过依申请医疗救助认定。", "A recognition was proposed for this case already.")
    static let medicalUnavailable = Reason(
        "medicalUnavailable", "本地没有公布医疗救助认定的数值，不能认定。请联系县级民政部门。",
        "The region publishes no values for this recognition. Ask the county.")
    static func medicalNotEligible(_ reasons: [String]) -> Reason {
        Reason(
            "medicalNotEligible", "测算结果不符合依申请医疗救助条件：\(reasons.joined(separator: ""))",
            "By the sorting the household does not meet the rule of medical aid on application.")
    }
    static func medicalOpen(_ questions: [String]) -> Reason {
        Reason(
            "medicalOpen", "还有\(questions.count)个问题没有弄清：\(questions.joined(separator: "；"))。请在“各项救助”里填写后重新测算。",
            "Questions are open that could still decide it. Answer them in the sorting.")
    }
}

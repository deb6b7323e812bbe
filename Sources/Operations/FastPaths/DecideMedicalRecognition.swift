import Casework
import Policies
package import Primitives
import Storage

/// The county recognises a patient for medical aid on application, or says why not; medical security is told at once.
///
/// Civil affairs recognises the household's means; what is settled with the hospital is medical security's.
package struct DecideMedicalRecognition: Command {
    package static let name = "medical.decideRecognition"
    /// The case.
    package var caseID: CaseID
    /// Whether it is recognised.
    package var isRecognised: Bool
    /// The reason, needed where it is not.
    package var text: String

    /// Takes the inputs.
    package init(caseID: CaseID, isRecognised: Bool, text: String) {
        self.caseID = caseID
        self.isRecognised = isRecognised
        self.text = text
    }

    /// Answers the last day of the status; nil where it is not recognised.
    package func run(in context: CommandContext) throws -> Outcome<CivilDate?> {
        let file = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.signer(context, [.countyReviewer], of: file)
        if !isRecognised { refusals += DecisionChecks.text(text, field: "text") }
        if text.count > DecisionChecks.textLimit { refusals.append(.textTooLong("text", DecisionChecks.textLimit)) }
        guard var row = try context.store.medicalRecognition(of: caseID, in: context.scope) else {
            return .refused(refusals + [.recognitionNotProposed])
        }
        if row.isRecognised != nil { refusals.append(.recognitionDecided) }
        if row.proposedBy == context.actor.staff?.staffID { refusals.append(.recognitionOwn) }
        if let staff = context.actor.staff, file.surroundings.surveyors.contains(staff.staffID) {
            refusals.append(.recognitionSurveyor)
        }
        if isRecognised {
            let sorted = try MedicalEligibility.load(file, in: context)
            refusals += sorted.reasons
            if let sorting = sorted.value, sorting != row.sortingID { refusals.append(.sortingMissing) }
        }
        guard refusals.isEmpty, let staff = context.actor.staff else { return .refused(refusals) }
        let months = try context.policies(on: context.today)
            .policy(MedicalEligibility.pack, for: file.row.region, on: context.today).cited("medicalStatusMonths")
        (row.isRecognised, row.answer) = (isRecognised, text)
        (row.decidedBy, row.decidedOn) = (staff.staffID, context.today)
        row.through = isRecognised ? Self.lastDay(from: context.today, months: months.value) : nil
        try context.store.decideMedicalRecognition(row, in: context.scope)
        let patient = file.members.filter { $0.id == row.patientID }
        if isRecognised {
            try MedicalHandOvers.tell(
                .onApplication, of: file, people: patient, entry: context.today, through: row.through, in: context)
        }
        // A paper of its own: the case asks for another program, which is answered by itself.
        try file.issue(
            .medicalRecognition, details: try details(row, file, in: context), actor: context.actor, in: context)
        try context.audit(Self.name, "case", caseID.rawValue, region: file.row.region, reason: text)
        return .done(row.through)
    }

    private func details(
        _ row: MedicalRecognitionRow, _ file: CaseFile, in context: CommandContext
    ) throws -> CaseStepDetails {
        let patient = file.members.first { $0.id == row.patientID }?.name ?? ""
        let lines = [
            DocumentLine("认定事项", "依申请医疗救助：因病致贫重病患者"), DocumentLine("患者", patient),
            DocumentLine("结果", isRecognised ? "予以认定" : "不予认定"),
        ]
        return CaseStepDetails(
            reason: text, lines: lines + (row.through.map { [DocumentLine("有效期至", $0.chineseText)] } ?? []),
            paragraphs: [
                isRecognised ? "已移交医疗保障部门，由其按规定结算。认定自今日起算。" : "经测算和审核，不符合依申请医疗救助条件。"
            ] + (text.isEmpty ? [] : [text]) + (try RemedyText.paragraphs(of: file.row, in: context)))
    }

    /// The last day of a status that lasts some months, its first day counted.
    private static func lastDay(from day: CivilDate, months: Int) -> CivilDate {
        let month = day.calendarMonth.adding(months: months)
        return min(month.firstDay.adding(days: day.day - 1), month.lastDay).adding(days: -1)
    }
}

extension Reason {
    static let recognitionNotProposed = Reason(
        "recognitionNotProposed", "还没有提出依申请医疗救助认定。请乡镇先提出。", "Nothing was proposed. Have the township propose it.")
    static let recognitionDecided = Reason(
        "recognitionDecided", "这项认定已经作出决定。", "The recognition is decided already.")
    static let recognitionSurveyor = Reason(
        RefusalCode.surveyorDecides.rawValue, "您参加过本案入户调查，不能作决定。请交由没有入户的同事。",
        "You visited this family, so another person decides.")
    static let recognitionOwn = Reason(
        "recognitionOwn", "提出认定的人不能作决定。请交由另一人。", "Whoever proposed it may not decide it.")
}

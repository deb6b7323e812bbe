package import Casework
package import Primitives

/// A case as it stands: one row of `aid_case` with its frozen form and clock opened.
package struct CaseRow: Sendable {
    /// The case's id.
    package var id: CaseID
    /// Rises with every change; a form carries the one it was made from.
    package var version: Int64
    /// The acceptance number 受理号, public and no credential.
    package var number: String
    /// The program applied for.
    package var program: Program
    /// Where the procedure stands.
    package var state: CaseState
    /// The family.
    package var familyID: FamilyID
    /// The applicant's name.
    package var applicantName: String
    /// The last four characters of the applicant's ID.
    package var applicantLastFour: String
    /// How many people the application covers.
    package var headCount: Int
    /// The village the case is handled in, 12 digits.
    package var region: RegionCode
    /// The citizen's account that filed it, if one did.
    package var accountID: AccountID?
    /// `phone`, `window` or `helper`.
    package var channel: String
    /// Who confirms.
    package var competentBody: CompetentBody
    /// What the household declared, frozen on submission and replaced only by an answered supplement.
    package var form: ApplicationForm
    /// Rises when the facts change, so that an older determination is stale.
    package var factsVersion: Int64
    /// The day the application was sent.
    package var submittedDay: CivilDate
    /// The day it was accepted, T0.
    package var acceptedDay: CivilDate?
    /// The statutory clock from acceptance on.
    package var clock: StatutoryClock?
    /// The deadline as last computed, for queues.
    package var deadlineDay: CivilDate?
    /// Whether a calendar was missing when the deadline was computed.
    package var deadlineProvisional: Bool
    /// Who works on it.
    package var assignedStaffID: StaffID?
    /// What the progress link carries, 128 random bits.
    package var trackingToken: String
    /// The confirmed amount a month.
    package var amount: Money?
    /// The day the case ended.
    package var closedDay: CivilDate?

    /// Takes the parts.
    package init(
        id: CaseID, number: String, program: Program, state: CaseState, familyID: FamilyID, applicantName: String,
        applicantLastFour: String, headCount: Int, region: RegionCode, accountID: AccountID?, channel: String,
        competentBody: CompetentBody, form: ApplicationForm, submittedDay: CivilDate, trackingToken: String
    ) {
        self.id = id
        self.version = 1
        self.number = number
        self.program = program
        self.state = state
        self.familyID = familyID
        self.applicantName = applicantName
        self.applicantLastFour = applicantLastFour
        self.headCount = headCount
        self.region = region
        self.accountID = accountID
        self.channel = channel
        self.competentBody = competentBody
        self.form = form
        self.factsVersion = 1
        self.submittedDay = submittedDay
        self.deadlineProvisional = false
        self.trackingToken = trackingToken
    }
}

/// One person of a case, as frozen when the application was sent.
package struct CaseMemberRow: Sendable {
    /// The row's id.
    package let id: CaseMemberID
    /// The number within the form.
    package let number: Int
    /// The person in the object library.
    package let personID: PersonID
    /// The name as declared.
    package let name: String
    /// Relation to the applicant.
    package let relation: MemberRelation
    /// Sex, from the ID.
    package let sex: Sex
    /// Birth date, from the ID.
    package let birthDate: CivilDate
    /// The whole ID.
    package let idNumber: CitizenID

    /// Takes the parts.
    package init(
        id: CaseMemberID, number: Int, personID: PersonID, name: String, relation: MemberRelation, sex: Sex,
        birthDate: CivilDate, idNumber: CitizenID
    ) {
        self.id = id
        self.number = number
        self.personID = personID
        self.name = name
        self.relation = relation
        self.sex = sex
        self.birthDate = birthDate
        self.idNumber = idNumber
    }
}

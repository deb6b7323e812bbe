import Casework
import Primitives
import Storage

/// What the verbs of certificates share: who may, how long, whose names, which number.
enum CertificateBook {
    /// Who issues, renews, replaces and cancels.
    static let keepers: Set<Role> = [.townshipClerk]

    static func terms(_ file: CaseFile, in context: CommandContext) throws -> CertificateTerms {
        try CertificateTerms(context.policies(on: context.today), region: file.row.region, on: context.today)
    }

    /// The last day a certificate issued today is good for, when nobody says another.
    static func lastDay(_ terms: CertificateTerms, from day: CivilDate) -> CivilDate {
        day.addingMonths(terms.validMonths.value)
    }

    /// The certificate that may be shown or was lost; nil while there is none.
    static func current(_ rows: [CertificateRow]) -> CertificateRow? {
        rows.last { [.valid, .lost].contains($0.certificate.state) }
    }

    /// The award's own number first; the next ones come out of its series.
    static func number(_ file: CaseFile, taken: [CertificateRow], in context: CommandContext) throws -> String {
        let award = try context.store.awardRow(ofCase: file.row.id, in: context.scope)?.certificateNumber
        if let award, !taken.contains(where: { $0.certificate.number == award }) { return award }
        let county = file.row.region.ancestor(at: .county) ?? file.row.region
        let year = context.today.year
        let sequence = try context.store.nextNumber(
            series: "certificate/\(file.row.program.rawValue)", region: county, year: year)
        return CaseAwards.certificateNumber(file.row.program, county: county, year: year, sequence: sequence)
    }

    /// What is printed: names and relations as the case has them now.
    static func content(
        _ certificate: Certificate, _ file: CaseFile, in context: CommandContext
    ) throws -> CertificateContent {
        let county = file.row.region.ancestor(at: .county) ?? file.row.region
        let members = file.members.sorted {
            ($0.relation == .applicant ? 0 : 1, $0.number) < ($1.relation == .applicant ? 0 : 1, $1.number)
        }
        return CertificateContent(
            certificate: certificate,
            holders: members.map {
                CertificateHolder(name: $0.name, relation: $0.relation.chinese, lastFour: $0.idNumber.lastFour)
            },
            place: try context.store.regionPath(file.row.region).joined(),
            issuer: try context.store.regionName(county) + "民政局")
    }
}

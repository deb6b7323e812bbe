package import Casework
package import Primitives
package import Storage

/// What the paper says by which a family is told of an act before it is taken.
package struct ToldPaper: Sendable {
    /// The act with its reasons.
    package let row: AdverseNoticeRow
    /// The program.
    package let program: Program
    /// The applicant's whole name: the paper goes to the family.
    package let addressee: String
    /// The township that sends it.
    package let office: String
    /// Its phone.
    package let hotline: String
    /// The document it was issued as; nil for notices made without one.
    package let documentID: DocumentID?

    /// Reads it within the asker's scope; nil when there is none.
    package static func load(
        _ id: AdverseNoticeID, of caseID: CaseID, in context: CommandContext
    ) throws -> ToldPaper? {
        guard let row = try context.store.caseRow(caseID, in: context.scope),
            let notice = try context.store.adverseNotices(of: caseID, in: context.scope).first(where: { $0.id == id })
        else { return nil }
        let township = row.region.ancestor(at: .township) ?? row.region
        return ToldPaper(
            row: notice, program: row.program, addressee: row.applicantName,
            office: try context.store.regionName(township) + "人民政府（街道办事处）",
            hotline: try context.hotline(at: row.region),
            documentID: try context.store.documents(of: caseID, in: context.scope).first {
                $0.kind == DocumentKind.priorNotice.rawValue && $0.number.utf8.elementsEqual(notice.number.utf8)
            }?.id)
    }
}

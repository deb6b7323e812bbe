package import Primitives
import SQLText

/// What an id of a version of a pack names.
package enum PackVersionSubject {}
/// A version of a pack.
package typealias PackVersionID = Identifier<PackVersionSubject>

/// How far a version has come.
package enum PackVersionState: String, Sendable, Codable, CaseIterable {
    /// Being written.
    case draft
    /// With the second person.
    case submitted
    /// Approved; it may be published.
    case approved
    /// In force from its day, for good.
    case published
    /// Given up; it never was in force.
    case withdrawn

    /// The states of work that is not finished; there is one such version of a program in a region at most.
    package var isOpen: Bool { self == .draft || self == .submitted || self == .approved }
}

/// A version of a pack as stored.
package struct PackVersionRow: Sendable {
    /// The version's id.
    package let id: PackVersionID
    /// Rises with every change.
    package let version: Int64
    /// The program.
    package let program: String
    /// The region whose folder it is.
    package let region: RegionCode
    /// The day from which it is to be in force.
    package let inForceFrom: CivilDate
    /// What it rests on, in the drafter's words.
    package let note: String
    /// The texts by file name.
    package let files: [String: String]
    /// The hash of the texts.
    package let textHash: String
    /// The hash of what was in force on its day when it was last written; what it is a change of.
    package let baseHash: String
    /// How far it has come.
    package let state: PackVersionState
    /// Who began it.
    package let draftedBy: StaffID
    /// Who wrote it last.
    package let editedBy: StaffID
    /// Who handed it to the second person.
    package let submittedBy: StaffID?
    /// Who approved it.
    package let approvedBy: StaffID?
    /// Who published it.
    package let publishedBy: StaffID?
    /// Why it was sent back, when it was.
    package let returnReason: String?
    /// When it was last changed.
    package let updatedAt: Instant
    /// The number of its publication.
    package let publication: Int64?
    /// The business day of its publication.
    package let publishedOn: CivilDate?
    /// Whether it was published as a change for the past.
    package let isForThePast: Bool
    /// The trial it was published on.
    package let trial: PackTrialID?

    init(_ row: Row) throws {
        id = try row.id("id")
        version = try row.integer("version")
        program = try row.text("program")
        region = try row.region("region_code")
        inForceFrom = try row.date("in_force_from")
        note = try row.text("note")
        files = try StoreTransaction.fromJSON(Array(row.text("files").utf8))
        textHash = try row.text("text_hash")
        baseHash = try row.text("base_hash")
        state = try row.code("state")
        draftedBy = try row.id("drafted_by_id")
        editedBy = try row.id("edited_by_id")
        submittedBy = try row.optionalID("submitted_by_id")
        approvedBy = try row.optionalID("approved_by_id")
        publishedBy = try row.optionalID("published_by_id")
        returnReason = try row.optionalText("return_reason")
        updatedAt = try row.instant("updated_at")
        publication = try row.optionalInteger("publication")
        publishedOn = try row.optionalDate("published_day")
        isForThePast = try row.flag("for_the_past")
        trial = try row.optionalID("trial_id")
    }
}

/// What a draft says: the part of a version that people write.
package struct PackDraft: Sendable {
    /// The day from which it is to be in force.
    package var inForceFrom: CivilDate
    /// What it rests on.
    package var note: String
    /// The texts by file name.
    package var files: [String: String]
    /// Their hash.
    package var textHash: String
    /// The hash of what it is a change of.
    package var baseHash: String

    /// Takes the parts.
    package init(
        inForceFrom: CivilDate, note: String, files: [String: String], textHash: String, baseHash: String
    ) {
        self.inForceFrom = inForceFrom
        self.note = note
        self.files = files
        self.textHash = textHash
        self.baseHash = baseHash
    }
}

extension StoreTransaction {
    /// Stores a draft just begun.
    package func insertPackVersion(
        _ draft: PackDraft, program: String, region: RegionCode, by staff: StaffID, at instant: Instant
    ) throws -> PackVersionID {
        let id: PackVersionID = ids.next()
        try sql.execute(
            """
            INSERT INTO pack_version (id, version, program, region_code, in_force_from, note, files, text_hash,
            base_hash, state, drafted_by_id, edited_by_id, created_at, updated_at)
            VALUES (\(id), 1, \(program), \(region), \(draft.inForceFrom), \(draft.note),
            \(String(decoding: try Self.json(draft.files), as: UTF8.self)), \(draft.textHash), \(draft.baseHash),
            'draft', \(staff), \(staff), \(instant), \(instant))
            """)
        return id
    }

    /// Writes a draft anew; throws `changedMeanwhile` when somebody else wrote it since.
    package func updatePackDraft(
        _ row: PackVersionRow, _ draft: PackDraft, by staff: StaffID, at instant: Instant
    ) throws {
        try changeOne(
            """
            UPDATE pack_version SET version = version + 1, in_force_from = \(draft.inForceFrom), note = \(draft.note),
            files = \(String(decoding: try Self.json(draft.files), as: UTF8.self)), text_hash = \(draft.textHash),
            base_hash = \(draft.baseHash), edited_by_id = \(staff), updated_at = \(instant)
            WHERE id = \(row.id) AND version = \(row.version) AND state = 'draft'
            """, "The draft")
    }

    /// Moves a version that is not published from where it was read to another state.
    package func movePackVersion(
        _ row: PackVersionRow, to state: PackVersionState, by staff: StaffID, reason: String? = nil,
        at instant: Instant
    ) throws {
        let submitted = state == .submitted ? staff : state == .draft ? nil : row.submittedBy
        let approved = state == .approved ? staff : state == .withdrawn ? row.approvedBy : nil
        try changeOne(
            """
            UPDATE pack_version SET version = version + 1, state = \(state.rawValue), submitted_by_id = \(submitted),
            approved_by_id = \(approved), return_reason = \(reason), updated_at = \(instant)
            WHERE id = \(row.id) AND version = \(row.version) AND state = \(row.state.rawValue)
            AND state IN ('draft', 'submitted', 'approved')
            """, "The version")
    }

    /// Publishes an approved version under the next number; returns the number.
    package func publishPackVersion(
        _ row: PackVersionRow, trial: PackTrialID, forThePast: Bool, by staff: StaffID, at instant: Instant,
        on day: CivilDate
    ) throws -> Int64 {
        let number = try latestPublication().number + 1
        try changeOne(
            """
            UPDATE pack_version SET version = version + 1, state = 'published', publication = \(number),
            published_by_id = \(staff), published_at = \(instant), published_day = \(day),
            for_the_past = \(forThePast), trial_id = \(trial), return_reason = NULL, updated_at = \(instant)
            WHERE id = \(row.id) AND version = \(row.version) AND state = 'approved'
            """, "The version")
        return number
    }

    /// A version by id.
    package func packVersion(_ id: PackVersionID) throws -> PackVersionRow? {
        try sql.first("SELECT * FROM pack_version WHERE id = \(id)").map(PackVersionRow.init)
    }

    /// The version of a program in a region that is being worked on.
    package func openPackVersion(_ program: String, _ region: RegionCode) throws -> PackVersionRow? {
        try sql.first(
            """
            SELECT * FROM pack_version WHERE program = \(program) AND region_code = \(region)
            AND state IN ('draft', 'submitted', 'approved')
            """
        ).map(PackVersionRow.init)
    }

    /// Versions of a program in a region, or of all, the latest first.
    package func packVersions(
        program: String? = nil, region: RegionCode? = nil, limit: Int = 500
    ) throws -> [PackVersionRow] {
        var condition: Statement = "1 = 1"
        if let program { condition = "\(condition) AND program = \(program)" }
        if let region { condition = "\(condition) AND region_code = \(region)" }
        return try sql.query("SELECT * FROM pack_version WHERE \(condition) ORDER BY id DESC LIMIT \(Int64(limit))")
            .map(PackVersionRow.init)
    }

    /// The number of the latest publication with the version's id; zeros while nothing is published.
    package func latestPublication() throws -> (number: Int64, id: PackVersionID) {
        let row = try sql.first(
            """
            SELECT publication, id FROM pack_version WHERE publication IS NOT NULL
            ORDER BY publication DESC LIMIT 1
            """)
        guard let row else { return (0, PackVersionID(0)) }
        return (try row.integer("publication"), try row.id("id"))
    }

    /// Every published version, by number.
    package func publishedPacks() throws -> [PackVersionRow] {
        try sql.query("SELECT * FROM pack_version WHERE publication IS NOT NULL ORDER BY publication")
            .map(PackVersionRow.init)
    }
}

import Casework
import Columns
import Foundation
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage

extension CaseWorld {
    /// Closes the store and removes the folders.
    func end() async {
        if let root = test.bureau.snapshots?.root { try? FileManager.default.removeItem(atPath: root) }
        await test.close()
    }

    /// The case as it stands.
    func row() async throws -> CaseRow {
        let id = caseID
        let found = try await test.bureau.view(as: .staff(county)) { try $0.store.caseRow(id, in: $0.scope) }
        guard let found else { throw WorldError("the case is gone") }
        return found
    }

    func version() async throws -> Int64 { try await row().version }
    func state() async throws -> CaseState { try await row().state }

    /// What two visitors found: somebody was seen, a photo, the place in words, a neighbour's words.
    func findings() async throws -> VisitFindings {
        let seen = try await row().form.members.first?.number ?? 1
        return VisitFindings(
            livingConditions: "土坯房三间，生活简朴", members: [VisitedMember(number: seen, wasSeen: true)],
            photoIDs: [try await photo("visit")], placeNote: "王惠理村家中",
            neighbours: [NeighbourInterview(neighbour: "邻居张某", isRelated: false, words: "确实困难")])
    }

    func visit(
        _ purpose: VisitPurpose = .investigation, second: SecondVisitor? = nil, findings: VisitFindings? = nil
    ) async throws -> RecordVisit {
        let row = try await row()
        var found = try await self.findings()
        if let findings { found = findings }
        return RecordVisit(
            caseID: caseID, seenVersion: row.version, purpose: purpose, visitedOn: try await test.bureau.today(),
            secondVisitor: second ?? .staff(gridWorker.staffID), householdSigner: "赵小龙",
            findings: found)
    }

    /// Up to a report and a visit.
    func investigate() async throws {
        _ = try await ok(StartInvestigation(caseID: caseID, seenVersion: try await version()), as: clerk)
        let taken = try await test.bureau.runJobs(holder: "test", limit: 5)
        guard taken == 1 else { throw WorldError("\(taken) jobs were taken") }
        _ = try await ok(try await visit(), as: clerk)
    }

    /// Determines, stating "none" to whatever is open.
    func determine() async throws -> DeterminationSummary {
        var statements: [FactStatement] = []
        for _ in 0..<6 {
            let summary = try await ok(
                DetermineCase(caseID: caseID, seenVersion: try await version(), statements: statements), as: clerk)
            if summary.questions.isEmpty { return summary }
            statements += summary.questions.map { question in
                FactStatement(
                    subject: question.subject, aspect: question.aspect, holds: question.takesAmount ? nil : false,
                    amount: question.takesAmount ? .zero : nil, basis: .visit, note: "入户时没有见到")
            }
        }
        throw WorldError("questions stay open")
    }

    /// Codes of the datasets the latest report calls silent.
    func silent() async throws -> [String] {
        let id = caseID
        return try await test.bureau.view(as: .staff(reviewer)) {
            try ReportView.load(id, in: $0)?.silentDatasets ?? []
        }
    }

    func opinion(
        _ direction: OpinionDirection = .positive, _ codes: [ReasonCode] = [], text: String = ""
    ) async throws -> GiveFirstOpinion {
        GiveFirstOpinion(
            caseID: caseID, seenVersion: try await version(), direction: direction, reasonCodes: codes, text: text,
            silentSourcesNamed: try await silent())
    }

    /// An upload of the case.
    func photo(_ name: String = "a") async throws -> UploadID {
        let (now, id, row) = (test.clock.now, caseID, Actor.staff(clerk).row)
        return try await test.bureau.store.write {
            try $0.insertUpload(
                owner: .file(id), purpose: "noticePhoto", mediaType: "image/jpeg", byteCount: 1, address: name,
                actor: row, at: now)
        }
    }

    /// Up to a posted notice.
    func post() async throws -> PostedNotice {
        try await investigate()
        _ = try await determine()
        _ = try await ok(try await opinion(), as: reviewer)
        return try await ok(PostNotice(caseID: caseID, seenVersion: try await version()), as: clerk)
    }

    /// Photographs a posted notice, waits for its end and closes it.
    func close(_ posted: PostedNotice) async throws {
        _ = try await ok(
            PhotographNotice(
                noticeID: posted.noticeID, which: .first, uploadID: try await photo("first"), code: posted.checkCode),
            as: clerk)
        let today = try await test.bureau.today()
        test.clock.advance(days: today.days(until: posted.closes.on))
        _ = try await ok(
            PhotographNotice(
                noticeID: posted.noticeID, which: .last, uploadID: try await photo("last"), code: posted.checkCode),
            as: clerk)
        test.clock.advance(days: 1)
        _ = try await ok(CloseNotice(caseID: caseID, seenVersion: try await version()), as: clerk)
    }

    /// Titles and lines of the case's documents, by kind.
    func documents() async throws -> [String: DocumentContent] {
        let id = caseID
        return try await test.bureau.view(as: .staff(county)) { context in
            Dictionary(
                try context.store.documents(of: id, in: context.scope).map {
                    ($0.kind, try StoreTransaction.fromJSON($0.content, as: DocumentContent.self))
                }, uniquingKeysWith: { $1 })
        }
    }
}

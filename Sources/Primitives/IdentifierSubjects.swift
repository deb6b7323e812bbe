// One empty type per kind of key, so that the compiler keeps the kinds apart.

/// Marks keys of a person, once per citizen.
package enum PersonSubject {}
/// The key of a person, once per citizen.
package typealias PersonID = Identifier<PersonSubject>

/// Marks keys of a family on file.
package enum FamilySubject {}
/// The key of a family on file.
package typealias FamilyID = Identifier<FamilySubject>

/// Marks keys of a case from application to end.
package enum CaseSubject {}
/// The key of a case from application to end.
package typealias CaseID = Identifier<CaseSubject>

/// Marks keys of a person's place in one case.
package enum CaseMemberSubject {}
/// The key of a person's place in one case.
package typealias CaseMemberID = Identifier<CaseMemberSubject>

/// Marks keys of a member of staff.
package enum StaffSubject {}
/// The key of a member of staff.
package typealias StaffID = Identifier<StaffSubject>

/// Marks keys of a post that a member of staff holds somewhere.
package enum PostSubject {}
/// The key of a post that a member of staff holds somewhere.
package typealias PostID = Identifier<PostSubject>

/// Marks keys of a citizen's account of the portal.
package enum AccountSubject {}
/// The key of a citizen's account of the portal.
package typealias AccountID = Identifier<AccountSubject>

/// Marks keys of an uploaded file.
package enum UploadSubject {}
/// The key of an uploaded file.
package typealias UploadID = Identifier<UploadSubject>

/// Marks keys of a verification report.
package enum ReportSubject {}
/// The key of a verification report.
package typealias ReportID = Identifier<ReportSubject>

/// Marks keys of a public notice.
package enum NoticeSubject {}
/// The key of a public notice.
package typealias NoticeID = Identifier<NoticeSubject>

/// Marks keys of a benefit granted.
package enum AwardSubject {}
/// The key of a benefit granted.
package typealias AwardID = Identifier<AwardSubject>

/// Marks keys of a payment batch.
package enum BatchSubject {}
/// The key of a payment batch.
package typealias BatchID = Identifier<BatchSubject>

/// Marks keys of one payment inside a batch.
package enum PayItemSubject {}
/// The key of one payment inside a batch.
package typealias PayItemID = Identifier<PayItemSubject>

/// Marks keys of a background job.
package enum JobSubject {}
/// The key of a background job.
package typealias JobID = Identifier<JobSubject>

/// Marks keys of a message waiting to be delivered.
package enum OutboxSubject {}
/// The key of a message waiting to be delivered.
package typealias OutboxID = Identifier<OutboxSubject>

/// Marks keys of an event in the course of a case.
package enum EventSubject {}
/// The key of an event in the course of a case.
package typealias EventID = Identifier<EventSubject>

/// Marks keys of an entry of the audit trail.
package enum AuditSubject {}
/// The key of an entry of the audit trail.
package typealias AuditID = Identifier<AuditSubject>

/// Marks keys of an application not yet handed in.
package enum DraftSubject {}
/// The key of an application not yet handed in.
package typealias DraftID = Identifier<DraftSubject>

/// Marks keys of an issued document.
package enum DocumentSubject {}
/// The key of an issued document.
package typealias DocumentID = Identifier<DocumentSubject>

/// Marks keys of a household visit.
package enum VisitSubject {}
/// The key of a household visit.
package typealias VisitID = Identifier<VisitSubject>

/// Marks keys of an objection.
package enum ObjectionSubject {}
/// The key of an objection.
package typealias ObjectionID = Identifier<ObjectionSubject>

/// Marks keys of a signed-in session.
package enum SessionSubject {}
/// The key of a signed-in session.
package typealias SessionID = Identifier<SessionSubject>

/// Marks keys of an authorisation to verify.
package enum AuthorizationSubject {}
/// The key of an authorisation to verify.
package typealias AuthorizationID = Identifier<AuthorizationSubject>

/// Marks keys of a request for missing papers.
package enum SupplementSubject {}
/// The key of a request for missing papers.
package typealias SupplementID = Identifier<SupplementSubject>

/// Marks keys of a computed determination.
package enum DeterminationSubject {}
/// The key of a computed determination.
package typealias DeterminationID = Identifier<DeterminationSubject>

/// Marks keys of an opinion of a reviewing office.
package enum OpinionSubject {}
/// The key of an opinion of a reviewing office.
package typealias OpinionID = Identifier<OpinionSubject>

/// Marks keys of a warning from monitoring.
package enum WarningSubject {}
/// The key of a warning from monitoring.
package typealias WarningID = Identifier<WarningSubject>

/// Marks keys of a hand-over to another channel.
package enum ReferralSubject {}
/// The key of a hand-over to another channel.
package typealias ReferralID = Identifier<ReferralSubject>

/// Marks keys of an appraisal of a village.
package enum AppraisalSubject {}
/// The key of an appraisal of a village.
package typealias AppraisalID = Identifier<AppraisalSubject>

/// Marks keys of a county's delegation order.
package enum DelegationSubject {}
/// The key of a county's delegation order.
package typealias DelegationID = Identifier<DelegationSubject>

/// Marks keys of a township's decision meeting.
package enum MeetingSubject {}
/// The key of a township's decision meeting.
package typealias MeetingID = Identifier<MeetingSubject>

/// Marks keys of an official whose relatives are on the ledger.
package enum OfficialSubject {}
/// The key of an official whose relatives are on the ledger.
package typealias OfficialID = Identifier<OfficialSubject>

/// Marks keys of an entry of the ledger of relatives.
package enum RelativeEntrySubject {}
/// The key of an entry of the ledger of relatives.
package typealias RelativeEntryID = Identifier<RelativeEntrySubject>

/// Marks keys of a county's sample.
package enum SamplingSubject {}
/// The key of a county's sample.
package typealias SamplingID = Identifier<SamplingSubject>

/// Marks keys of a review of a family in force.
package enum ReviewSubject {}
/// The key of a review of a family in force.
package typealias ReviewID = Identifier<ReviewSubject>

/// Marks keys of an act that the family is told of before it is taken.
package enum AdverseNoticeSubject {}
/// The key of an act that the family is told of before it is taken.
package typealias AdverseNoticeID = Identifier<AdverseNoticeSubject>

/// Marks keys of a sum asked back.
package enum RecoverySubject {}
/// The key of a sum asked back.
package typealias RecoveryID = Identifier<RecoverySubject>

/// Marks keys of a reconsideration or suit.
package enum RemedySubject {}
/// The key of a reconsideration or suit.
package typealias RemedyID = Identifier<RemedySubject>

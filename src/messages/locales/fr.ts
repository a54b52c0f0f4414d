import type { Messages } from '../types.js'

/** French. */
export const fr = {
  // The step-up prompt
  'prompt.title': 'Confirmez votre identité',
  'prompt.intro': 'Pour protéger votre compte, nous devons vérifier qu’il s’agit bien de vous.',
  'prompt.start': 'Continuer',
  'prompt.starting': 'Préparation…',
  'prompt.chooseFactor': 'Comment souhaitez-vous recevoir votre code ?',
  'prompt.factorEmail': 'E-mail',
  'prompt.factorSms': 'SMS',
  'prompt.factorEmailTo': 'E-mail à {destination}',
  'prompt.factorSmsTo': 'SMS au {destination}',
  'prompt.factorWait': 'Disponible dans {time}',
  'prompt.sendCode': 'Envoyer le code',
  'prompt.sendingCode': 'Envoi de votre code…',
  'prompt.sentByEmail': 'Nous avons envoyé un code à votre adresse e-mail.',
  'prompt.sentBySms': 'Nous avons envoyé un code par SMS sur votre téléphone.',
  'prompt.sentByEmailTo': 'Nous avons envoyé un code à {destination}.',
  'prompt.sentBySmsTo': 'Nous avons envoyé un code par SMS au {destination}.',
  'prompt.emailHint':
    'Il peut mettre une minute à arriver. Si vous ne le trouvez pas, regardez dans vos courriers indésirables.',
  'prompt.smsHint': 'Il peut mettre une minute à arriver.',
  'prompt.code': 'Code',
  'prompt.codeLength': {
    one: 'Saisissez le {count} caractère de votre code.',
    other: 'Saisissez les {count} caractères de votre code.',
  },
  'prompt.codeMissing': 'Saisissez le code que nous vous avons envoyé.',
  'prompt.autoSubmit': 'Le code est vérifié dès qu’il est complet.',
  'prompt.verify': 'Vérifier',
  'prompt.verifying': 'Vérification de votre code…',
  'prompt.verifiedTitle': 'C’est confirmé',
  'prompt.verified': 'Merci. Vous pouvez reprendre ce que vous faisiez.',
  'prompt.changeFactor': 'Utiliser un autre moyen',
  'prompt.back': 'Retour',
  'prompt.cancel': 'Annuler',
  'prompt.close': 'Fermer',
  'prompt.tryAgain': 'Réessayer',
  'prompt.signIn': 'Se reconnecter',
  'prompt.trustDevice': {
    one: 'Faire confiance à cet appareil pendant {count} jour',
    other: 'Faire confiance à cet appareil pendant {count} jours',
  },
  'prompt.trustDeviceHint':
    'Nous ne vous demanderons pas de code lorsque vous vous connecterez ici. À éviter sur un appareil partagé.',
  'prompt.supportId': 'Référence pour l’assistance : {id}',

  // What is being confirmed
  'reason.updateEmail': 'Modifier votre adresse e-mail',
  'reason.updatePhoneNumber': 'Modifier votre numéro de téléphone',
  'reason.enrollEmail': 'Ajouter une adresse e-mail pour recevoir vos codes',
  'reason.enrollPhoneNumber': 'Ajouter un numéro de téléphone pour recevoir vos codes',
  'reason.removeEmail': 'Supprimer l’adresse e-mail {target}',
  'reason.removePhoneNumber': 'Supprimer le numéro de téléphone se terminant par {target}',
  'reason.listTrustedDevices': 'Afficher vos appareils de confiance',
  'reason.removeTrustedDevice': 'Ne plus faire confiance à un appareil',
  'reason.login': 'Se connecter',
  'reason.more': {
    one: 'et {count} autre modification',
    other: 'et {count} autres modifications',
  },

  // Resend
  'resend.action': 'Envoyer un nouveau code',
  'resend.in': 'Envoyer un nouveau code dans {time}',
  'resend.pending': 'Envoi d’un nouveau code…',
  'resend.sent': 'Un nouveau code est en route.',
  'resend.remaining': {
    one: 'Vous pourrez demander un nouveau code dans {count} seconde.',
    other: 'Vous pourrez demander un nouveau code dans {count} secondes.',
  },
  'resend.possible': 'Vous pouvez maintenant demander un nouveau code.',

  // What went wrong, and what to do next
  'problem.codeRejected': 'Ce code n’est pas correct. Vérifiez-le et réessayez.',
  'problem.codeExpired': 'Ce code a expiré. Demandez-en un nouveau.',
  'problem.tooManyTries': 'Trop d’essais avec ce code. Demandez-en un nouveau.',
  'problem.sendLimit': 'Nous ne pouvons pas encore envoyer d’autre code. Un code déjà reçu reste valable.',
  'problem.sendLimitUntil':
    'Nous ne pouvons pas envoyer d’autre code avant {time}. Un code déjà reçu reste valable.',
  'problem.rateLimited': 'Trop de tentatives. Patientez un instant, puis réessayez.',
  'problem.rateLimitedUntil': 'Trop de tentatives. Réessayez après {time}.',
  'problem.locked': 'Votre compte est bloqué pour le moment. Réessayez plus tard ou contactez l’assistance.',
  'problem.offline': 'Vous êtes hors ligne. Rien n’est perdu : vérifiez votre connexion et réessayez.',
  'problem.timeout': 'La réponse tarde trop. Vérifiez votre connexion et réessayez.',
  'problem.network': 'Le serveur est injoignable. Vérifiez votre connexion et réessayez.',
  'problem.noFactor':
    'Nous n’avons encore aucun moyen de vous envoyer un code. Reconnectez-vous pour continuer ou contactez l’assistance.',
  'problem.loginRequired': 'Votre session est terminée. Reconnectez-vous pour continuer.',
  'problem.userChanged': 'Une autre personne est maintenant connectée. Reconnectez-vous pour continuer.',
  'problem.refused': 'Le serveur n’a pas accepté la confirmation. Reconnectez-vous, puis réessayez.',
  'problem.unexpected': 'Un problème est survenu de notre côté. Réessayez dans un instant.',

  // Verified until
  'verified.until': 'Confirmé jusqu’à {time}',
  'verified.remaining': 'Confirmé encore pendant {time}',
  'verified.lapsed': 'Confirmation nécessaire',

  // Phone numbers
  'phone.label': 'Numéro de téléphone',
  'phone.country': 'Pays',
  'phone.missing': 'Saisissez votre numéro de téléphone.',
  'phone.tooShort': 'Ce numéro est trop court. Vérifiez qu’il ne manque aucun chiffre.',
  'phone.tooLong': 'Ce numéro est trop long. Vérifiez qu’il n’y a pas de chiffre en trop.',
  'phone.notANumber': 'Cela ne ressemble pas à un numéro de téléphone. Vérifiez le pays et les chiffres.',
  'phone.unchanged': 'C’est déjà votre numéro de téléphone. Saisissez-en un autre.',
  'phone.unverified': 'Ce numéro n’est pas encore confirmé.',
  'phone.save': 'Enregistrer le numéro',
  'phone.confirm': 'Confirmer le numéro',
  'phone.other': 'Utiliser un autre numéro',
  'phone.changed': 'Votre numéro de téléphone est désormais le {phoneNumber}.',

  // Email address
  'email.label': 'Adresse e-mail',
  'email.missing': 'Saisissez votre adresse e-mail.',
  'email.invalid': 'Saisissez une adresse e-mail de la forme nom@example.com.',
  'email.unchanged': 'C’est déjà votre adresse e-mail. Saisissez-en une autre.',
  'email.unverified': 'Cette adresse n’est pas encore confirmée.',
  'email.save': 'Enregistrer l’adresse',
  'email.confirm': 'Confirmer l’adresse',
  'email.other': 'Utiliser une autre adresse',
  'email.linkOrCodeSent':
    'Nous avons envoyé un e-mail à {email}. Suivez le lien qu’il contient ou saisissez ici le code reçu.',
  'email.keptUntilThen': 'D’ici là, {email} reste votre adresse.',
  'email.changed': 'Votre adresse e-mail est désormais {email}.',
  'email.alreadyVerified': 'Votre adresse e-mail est déjà confirmée.',

  // Password login
  'login.username': 'Identifiant',
  'login.emailOrPhoneNumber': 'E-mail ou numéro de téléphone',
  'login.emailOrUsername': 'E-mail ou identifiant',
  'login.usernameMissing': 'Saisissez votre identifiant.',
  'login.emailOrPhoneNumberMissing': 'Saisissez votre e-mail ou votre numéro de téléphone.',
  'login.emailOrUsernameMissing': 'Saisissez votre e-mail ou votre identifiant.',
  'login.useUsername': 'Utiliser plutôt votre identifiant',
  'login.useEmailOrPhoneNumber': 'Utiliser plutôt votre e-mail ou votre numéro de téléphone',
  'login.usePhoneNumber': 'Utiliser plutôt votre numéro de téléphone',
  'login.password': 'Mot de passe',
  'login.passwordMissing': 'Saisissez votre mot de passe.',
  'login.show': 'Afficher',
  'login.hide': 'Masquer',
  'login.showPassword': 'Afficher le mot de passe',
  'login.hidePassword': 'Masquer le mot de passe',
  'login.submit': 'Se connecter',
  'login.loading': 'Préparation du formulaire de connexion…',
  'login.expired':
    'Cela a pris trop de temps et nous devons recommencer. Saisissez de nouveau votre mot de passe.',
  'login.done': 'Vous êtes connecté.',

  // What the server refuses
  'error.cancelled': 'Rien n’a été modifié.',
  'error.featureOff': 'Cette fonction n’est pas disponible ici.',
  'error.emailInUse': 'Cette adresse e-mail est déjà utilisée par un autre compte.',
  'error.phoneNumberInUse': 'Ce numéro de téléphone est déjà utilisé par un autre compte.',
  'error.wrongPassword':
    'Les informations ne correspondent pas. Vérifiez votre saisie et votre mot de passe.',
  'error.unverifiedLogin':
    'Confirmez d’abord votre adresse e-mail ou votre numéro de téléphone, puis connectez-vous.',
  'error.loginForbidden':
    'Vous ne pouvez pas vous connecter ici. Contactez l’assistance pour en connaître la raison.',
  'error.loginType':
    'Vous ne pouvez pas vous connecter ainsi. Essayez votre e-mail, votre numéro de téléphone ou votre identifiant.',

  // Email addresses and phone numbers that receive codes
  'credentials.title': 'Validation en deux étapes',
  'credentials.intro':
    'Nous envoyons un code à l’une de ces coordonnées lorsque nous devons vérifier qu’il s’agit bien de vous.',
  'credentials.loading': 'Chargement de vos adresses e-mail et numéros de téléphone…',
  'credentials.empty':
    'Rien pour l’instant. Ajoutez une adresse e-mail ou un numéro de téléphone pour protéger votre compte.',
  'credentials.off': 'L’ajout d’une adresse e-mail ou d’un numéro de téléphone n’est pas disponible ici.',
  'credentials.locked': 'Pour les afficher, confirmez votre identité.',
  'credentials.show': 'Afficher mes adresses e-mail et numéros de téléphone',
  'credentials.email': 'E-mail',
  'credentials.sms': 'SMS',
  'credentials.addedOn': 'Ajouté le {date}',
  'credentials.change': 'Modifier',
  'credentials.changeEmail': 'Modifier l’adresse e-mail {target}',
  'credentials.changePhoneNumber': 'Modifier le numéro de téléphone se terminant par {target}',
  'credentials.remove': 'Supprimer',
  'credentials.removeEmail': 'Supprimer l’adresse e-mail {target}',
  'credentials.removePhoneNumber': 'Supprimer le numéro de téléphone se terminant par {target}',
  'credentials.removeEmailQuestion': 'Supprimer l’adresse e-mail {target} ?',
  'credentials.removePhoneNumberQuestion': 'Supprimer le numéro de téléphone se terminant par {target} ?',
  'credentials.removeHint':
    'Plus aucun code n’y sera envoyé. Nous vérifierons d’abord qu’il s’agit bien de vous.',
  'credentials.removeLast':
    'C’est votre dernier moyen. Sans lui, votre mot de passe suffira pour se connecter, jusqu’à ce que vous en ajoutiez un autre.',
  'credentials.keep': 'Conserver',
  'credentials.removed': 'Supprimé. Plus aucun code n’y sera envoyé.',
  'credentials.addEmail': 'Ajouter une adresse e-mail',
  'credentials.addPhoneNumber': 'Ajouter un numéro de téléphone',
  'credentials.addEmailHint': 'L’adresse e-mail de votre compte, {target}, recevra des codes.',
  'credentials.addOwnEmailHint': 'L’adresse e-mail de votre compte recevra des codes.',
  'credentials.addPhoneNumberHint': 'Il recevra des codes par SMS.',
  'credentials.add': 'Ajouter',
  'credentials.confirm': 'Confirmer',
  'credentials.back': 'Retour',
  'credentials.added': 'Ajouté. Des codes peuvent désormais y être envoyés.',
  'credentials.changed': 'Modifié.',

  // Trusted devices
  'devices.title': 'Appareils de confiance',
  'devices.intro': 'Sur ces appareils, vous pouvez vous connecter sans code.',
  'devices.loading': 'Chargement de vos appareils de confiance…',
  'devices.show': 'Afficher les appareils de confiance',
  'devices.locked': 'Pour les afficher, confirmez votre identité.',
  'devices.empty': 'Aucun appareil n’est de confiance pour le moment.',
  'devices.unknown': 'Appareil inconnu',
  'devices.addedOn': 'De confiance depuis le {date}',
  'devices.remove': 'Retirer la confiance',
  'devices.removeNamed': 'Ne plus faire confiance à {device}',
  'devices.removeQuestion': 'Ne plus faire confiance à {device} ?',
  'devices.removeHint': 'La prochaine connexion sur cet appareil demandera un code.',
  'devices.keep': 'Conserver',
  'devices.removed': 'Cet appareil n’est plus de confiance.',
} as const satisfies Messages

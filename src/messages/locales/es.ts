import type { Messages } from '../types.js'

/** Spanish. */
export const es = {
  // The step-up prompt
  'prompt.title': 'Confirme su identidad',
  'prompt.intro': 'Para proteger su cuenta, debemos comprobar que es usted.',
  'prompt.start': 'Continuar',
  'prompt.starting': 'Preparando…',
  'prompt.chooseFactor': '¿Cómo quiere recibir el código?',
  'prompt.factorEmail': 'Correo electrónico',
  'prompt.factorSms': 'Mensaje de texto',
  'prompt.factorEmailTo': 'Correo electrónico a {destination}',
  'prompt.factorSmsTo': 'Mensaje de texto a {destination}',
  'prompt.factorWait': 'Disponible en {time}',
  'prompt.sendCode': 'Enviar código',
  'prompt.sendingCode': 'Enviando el código…',
  'prompt.sentByEmail': 'Hemos enviado un código a su correo electrónico.',
  'prompt.sentBySms': 'Hemos enviado un código a su teléfono por mensaje de texto.',
  'prompt.sentByEmailTo': 'Hemos enviado un código a {destination}.',
  'prompt.sentBySmsTo': 'Hemos enviado un mensaje de texto con un código a {destination}.',
  'prompt.emailHint': 'Puede tardar un minuto en llegar. Si no lo encuentra, mire en el correo no deseado.',
  'prompt.smsHint': 'Puede tardar un minuto en llegar.',
  'prompt.code': 'Código',
  'prompt.codeLength': {
    one: 'Introduzca el {count} carácter del código.',
    other: 'Introduzca los {count} caracteres del código.',
  },
  'prompt.codeMissing': 'Introduzca el código que le hemos enviado.',
  'prompt.autoSubmit': 'El código se comprueba en cuanto está completo.',
  'prompt.verify': 'Comprobar',
  'prompt.verifying': 'Comprobando el código…',
  'prompt.verifiedTitle': 'Confirmado',
  'prompt.verified': 'Gracias. Puede seguir con lo que estaba haciendo.',
  'prompt.changeFactor': 'Usar otra opción',
  'prompt.back': 'Volver',
  'prompt.cancel': 'Cancelar',
  'prompt.close': 'Cerrar',
  'prompt.tryAgain': 'Intentar de nuevo',
  'prompt.signIn': 'Iniciar sesión de nuevo',
  'prompt.trustDevice': {
    one: 'Confiar en este dispositivo durante {count} día',
    other: 'Confiar en este dispositivo durante {count} días',
  },
  'prompt.trustDeviceHint':
    'No le pediremos un código cuando inicie sesión aquí. No lo use en un dispositivo compartido.',
  'prompt.supportId': 'Referencia para el servicio de asistencia: {id}',

  // What is being confirmed
  'reason.updateEmail': 'Cambiar su correo electrónico',
  'reason.updatePhoneNumber': 'Cambiar su número de teléfono',
  'reason.enrollEmail': 'Añadir un correo electrónico para recibir códigos',
  'reason.enrollPhoneNumber': 'Añadir un número de teléfono para recibir códigos',
  'reason.removeEmail': 'Eliminar el correo electrónico {target}',
  'reason.removePhoneNumber': 'Eliminar el número de teléfono terminado en {target}',
  'reason.listTrustedDevices': 'Ver sus dispositivos de confianza',
  'reason.removeTrustedDevice': 'Dejar de confiar en un dispositivo',
  'reason.login': 'Iniciar sesión',
  'reason.more': {
    one: 'y {count} cambio más',
    other: 'y {count} cambios más',
  },

  // Resend
  'resend.action': 'Enviar un código nuevo',
  'resend.in': 'Enviar un código nuevo en {time}',
  'resend.pending': 'Enviando un código nuevo…',
  'resend.sent': 'Un código nuevo está en camino.',
  'resend.remaining': {
    one: 'Podrá pedir un código nuevo en {count} segundo.',
    other: 'Podrá pedir un código nuevo en {count} segundos.',
  },
  'resend.possible': 'Ya puede pedir un código nuevo.',

  // What went wrong, and what to do next
  'problem.codeRejected': 'El código no es correcto. Revíselo e inténtelo de nuevo.',
  'problem.codeExpired': 'El código ha caducado. Pida uno nuevo.',
  'problem.tooManyTries': 'Demasiados intentos con este código. Pida uno nuevo.',
  'problem.sendLimit': 'Todavía no podemos enviar otro código. Si ya tiene uno, sigue siendo válido.',
  'problem.sendLimitUntil':
    'No podemos enviar otro código antes de las {time}. Si ya tiene uno, sigue siendo válido.',
  'problem.rateLimited': 'Demasiados intentos. Espere un momento e inténtelo de nuevo.',
  'problem.rateLimitedUntil': 'Demasiados intentos. Inténtelo de nuevo después de las {time}.',
  'problem.locked':
    'Su cuenta está bloqueada por ahora. Inténtelo más tarde o póngase en contacto con asistencia.',
  'problem.offline': 'No tiene conexión. No se ha perdido nada: compruebe la conexión e inténtelo de nuevo.',
  'problem.timeout': 'La respuesta tarda demasiado. Compruebe la conexión e inténtelo de nuevo.',
  'problem.network': 'No hemos podido conectar con el servidor. Compruebe la conexión e inténtelo de nuevo.',
  'problem.noFactor':
    'Todavía no hay forma de enviarle un código. Inicie sesión de nuevo para continuar o póngase en contacto con asistencia.',
  'problem.loginRequired': 'Su sesión ha terminado. Inicie sesión de nuevo para continuar.',
  'problem.userChanged':
    'Ahora hay otra persona con la sesión iniciada. Inicie sesión de nuevo para continuar.',
  'problem.refused':
    'El servidor no ha aceptado la confirmación. Inicie sesión de nuevo e inténtelo otra vez.',
  'problem.unexpected': 'Se ha producido un error por nuestra parte. Inténtelo de nuevo en un momento.',

  // Verified until
  'verified.until': 'Confirmado hasta las {time}',
  'verified.remaining': 'Confirmado durante {time} más',
  'verified.lapsed': 'Se necesita confirmación',

  // Phone numbers
  'phone.label': 'Número de teléfono',
  'phone.country': 'País',
  'phone.missing': 'Introduzca su número de teléfono.',
  'phone.tooShort': 'El número es demasiado corto. Compruebe que no falte ningún dígito.',
  'phone.tooLong': 'El número es demasiado largo. Compruebe que no sobre ningún dígito.',
  'phone.notANumber': 'No parece un número de teléfono. Compruebe el país y los dígitos.',
  'phone.unchanged': 'Ya es su número de teléfono. Introduzca otro distinto.',
  'phone.unverified': 'Este número todavía no está confirmado.',
  'phone.save': 'Guardar número',
  'phone.confirm': 'Confirmar número',
  'phone.other': 'Usar otro número',
  'phone.changed': 'Su número de teléfono es ahora {phoneNumber}.',

  // Email address
  'email.label': 'Correo electrónico',
  'email.missing': 'Introduzca su correo electrónico.',
  'email.invalid': 'Introduzca un correo electrónico como nombre@example.com.',
  'email.unchanged': 'Ya es su correo electrónico. Introduzca otro distinto.',
  'email.unverified': 'Este correo electrónico todavía no está confirmado.',
  'email.save': 'Guardar correo',
  'email.confirm': 'Confirmar correo',
  'email.other': 'Usar otro correo',
  'email.linkOrCodeSent':
    'Hemos enviado un mensaje a {email}. Siga el enlace que contiene o introduzca aquí el código.',
  'email.keptUntilThen': 'Hasta entonces, {email} seguirá siendo su correo.',
  'email.changed': 'Su correo electrónico es ahora {email}.',
  'email.alreadyVerified': 'Su correo electrónico ya está confirmado.',

  // Password login
  'login.username': 'Nombre de usuario',
  'login.emailOrPhoneNumber': 'Correo electrónico o número de teléfono',
  'login.emailOrUsername': 'Correo electrónico o nombre de usuario',
  'login.usernameMissing': 'Introduzca su nombre de usuario.',
  'login.emailOrPhoneNumberMissing': 'Introduzca su correo electrónico o número de teléfono.',
  'login.emailOrUsernameMissing': 'Introduzca su correo electrónico o nombre de usuario.',
  'login.useUsername': 'Usar el nombre de usuario',
  'login.useEmailOrPhoneNumber': 'Usar el correo electrónico o el número de teléfono',
  'login.usePhoneNumber': 'Usar el número de teléfono',
  'login.password': 'Contraseña',
  'login.passwordMissing': 'Introduzca su contraseña.',
  'login.show': 'Mostrar',
  'login.hide': 'Ocultar',
  'login.showPassword': 'Mostrar la contraseña',
  'login.hidePassword': 'Ocultar la contraseña',
  'login.submit': 'Iniciar sesión',
  'login.loading': 'Preparando el inicio de sesión…',
  'login.expired':
    'Ha pasado demasiado tiempo y debemos empezar de nuevo. Introduzca su contraseña otra vez.',
  'login.done': 'Ha iniciado sesión.',

  // What the server refuses
  'error.cancelled': 'No se ha cambiado nada.',
  'error.featureOff': 'Esta función no está disponible aquí.',
  'error.emailInUse': 'Otra cuenta ya usa este correo electrónico.',
  'error.phoneNumberInUse': 'Otra cuenta ya usa este número de teléfono.',
  'error.wrongPassword': 'Los datos no coinciden. Revise lo que ha introducido y la contraseña.',
  'error.unverifiedLogin':
    'Confirme primero su correo electrónico o número de teléfono. Después, inicie sesión.',
  'error.loginForbidden':
    'No puede iniciar sesión aquí. Póngase en contacto con asistencia para conocer el motivo.',
  'error.loginType':
    'No puede iniciar sesión con este dato. Pruebe con su correo, teléfono o nombre de usuario.',

  // Email addresses and phone numbers that receive codes
  'credentials.title': 'Verificación en dos pasos',
  'credentials.intro': 'Enviamos un código a uno de estos destinos cuando debemos comprobar que es usted.',
  'credentials.loading': 'Cargando sus correos y números de teléfono…',
  'credentials.empty':
    'Todavía no hay nada. Añada un correo electrónico o un número de teléfono para proteger su cuenta.',
  'credentials.off': 'Aquí no se puede añadir un correo electrónico ni un número de teléfono.',
  'credentials.locked': 'Para verlos, confirme su identidad.',
  'credentials.show': 'Mostrar mis correos y números de teléfono',
  'credentials.email': 'Correo electrónico',
  'credentials.sms': 'Mensaje de texto',
  'credentials.addedOn': 'Añadido el {date}',
  'credentials.change': 'Cambiar',
  'credentials.changeEmail': 'Cambiar el correo electrónico {target}',
  'credentials.changePhoneNumber': 'Cambiar el número de teléfono terminado en {target}',
  'credentials.remove': 'Eliminar',
  'credentials.removeEmail': 'Eliminar el correo electrónico {target}',
  'credentials.removePhoneNumber': 'Eliminar el número de teléfono terminado en {target}',
  'credentials.removeEmailQuestion': '¿Eliminar el correo electrónico {target}?',
  'credentials.removePhoneNumberQuestion': '¿Eliminar el número de teléfono terminado en {target}?',
  'credentials.removeHint': 'Dejará de recibir códigos. Antes comprobaremos que es usted.',
  'credentials.removeLast':
    'Es su último destino. Sin él, bastará la contraseña para iniciar sesión hasta que añada otro.',
  'credentials.keep': 'Conservar',
  'credentials.removed': 'Eliminado. Ya no recibirá códigos.',
  'credentials.addEmail': 'Añadir correo electrónico',
  'credentials.addPhoneNumber': 'Añadir número de teléfono',
  'credentials.addEmailHint': 'El correo electrónico de su cuenta, {target}, recibirá códigos.',
  'credentials.addOwnEmailHint': 'El correo electrónico de su cuenta recibirá códigos.',
  'credentials.addPhoneNumberHint': 'Recibirá códigos por mensaje de texto.',
  'credentials.add': 'Añadir',
  'credentials.confirm': 'Confirmar',
  'credentials.back': 'Volver',
  'credentials.added': 'Añadido. Ya puede recibir códigos.',
  'credentials.changed': 'Cambiado.',

  // Trusted devices
  'devices.title': 'Dispositivos de confianza',
  'devices.intro': 'En estos dispositivos puede iniciar sesión sin código.',
  'devices.loading': 'Cargando sus dispositivos de confianza…',
  'devices.show': 'Mostrar los dispositivos de confianza',
  'devices.locked': 'Para verlos, confirme su identidad.',
  'devices.empty': 'Ahora mismo no hay ningún dispositivo de confianza.',
  'devices.unknown': 'Dispositivo desconocido',
  'devices.addedOn': 'De confianza desde el {date}',
  'devices.remove': 'Dejar de confiar',
  'devices.removeNamed': 'Dejar de confiar en {device}',
  'devices.removeQuestion': '¿Dejar de confiar en {device}?',
  'devices.removeHint': 'El próximo inicio de sesión en él pedirá un código.',
  'devices.keep': 'Conservar',
  'devices.removed': 'Este dispositivo ya no es de confianza.',
} as const satisfies Messages
